import { useNumber } from '@rotary/widget/react'
import { createRoot } from 'react-dom/client'

function Phone({ slot }: { slot: string }) {
  const { text, href, shared, reason } = useNumber('+74951234567', { text: '8 (495) 123-45-67', slot })
  return (
    <p id={slot} data-reason={reason}>
      <a href={href} data-rotary-ignore="">
        {text}
      </a>
      {shared && ' (общий)'}
    </p>
  )
}

// Two places, two slots: calls to each are told apart.
createRoot(document.getElementById('root')!).render(
  <>
    <h1>Окна под ключ</h1>
    <Phone slot="header" />
    <Phone slot="pricing" />
  </>,
)

import { Number } from '@rotary/widget/react'
import { type MouseEvent, type ReactNode, useState } from 'react'

const TARGET = '+74951234567'

/** A router of ten lines; any other does as well: Rotary sees navigation by itself. */
function Link({ to, go, children }: { to: string; go: (path: string) => void; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    event.preventDefault()
    history.pushState(null, '', to)
    go(to)
  }
  return (
    <a href={to} onClick={follow}>
      {children}
    </a>
  )
}

/** The same on the server and in the browser. */
export function Site({ path }: { path: string }) {
  const [at, go] = useState(path)
  const [windows, setWindows] = useState(1)
  return (
    <>
      <header>
        <Link to="/" go={go}>
          Светлые окна
        </Link>{' '}
        <Link to="/contacts" go={go}>
          Контакты
        </Link>{' '}
        {/* React owns this number: whatever re-renders, it stays. */}
        <Number target={TARGET} className="phone">
          8 (495) 123-45-67
        </Number>
      </header>
      <main>
        {at === '/contacts' ? (
          <>
            <h1>Контакты</h1>
            {/* Plain text: Rotary finds and swaps it, like any number on any page. */}
            <p id="office">Офис в Москве: 8 (495) 123-45-67, доб. 2</p>
          </>
        ) : (
          <>
            <h1>Окна под ключ</h1>
            <p id="offer">
              Заказать {windows} окно: <a href="tel:+74951234567">+7 495 123-45-67</a>
            </p>
            <button type="button" onClick={() => setWindows(windows + 1)}>
              Ещё окно
            </button>
          </>
        )}
      </main>
    </>
  )
}

import { startRotary } from '@rotary/widget'
import { StrictMode, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { Site } from './Site.tsx'

/** Begins once React has taken over the server's markup: before that nobody else should change it. */
function App() {
  useEffect(() => {
    void startRotary({ edge: document.documentElement.dataset['edge']!, site: 'pk_demo' })
  }, [])
  return <Site path={location.pathname} />
}

hydrateRoot(
  document.getElementById('root')!,
  <StrictMode>
    <App />
  </StrictMode>,
)

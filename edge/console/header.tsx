import type { Child } from 'hono/jsx'

/** Where one may go. */
export function Header({ children }: { children?: Child }) {
  return (
    <header>
      <h1>Rotary</h1>
      <a href="/console">Live</a>
      <a href="/console/regions">Regions</a>
      <a href="/console/previews">Preview</a>
      {children}
      <form method="post" action="/console/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </header>
  )
}

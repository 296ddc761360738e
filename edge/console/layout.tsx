import type { Child } from 'hono/jsx'
import { html } from 'hono/html'
import { STYLE } from './style.ts'

/** The frame of every console page. `nonce` is what the page's CSP allows. */
export function Layout({ title, nonce, children }: { title: string; nonce: string; children?: Child }) {
  return html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>{title} · Rotary</title>
          <style nonce={nonce}>{STYLE}</style>
        </head>
        <body>{children}</body>
      </html>
    )}`
}

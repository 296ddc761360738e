import { Hono } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../../app.ts'
import { openapiDocument } from './openapiDocument.ts'

type Document = ReturnType<typeof openapiDocument>
interface Shown {
  paths: Record<string, Record<string, { operationId: string; summary: string; tags: [string] }>>
}

/** Lives across requests: routes change only with a deployment. By server, so that tests share nothing. */
const documents = new Map<string, Document>()

/** `GET /openapi.json`, and `GET /docs` for people. `app` is the whole of the routes. */
export function openapiRoutes(app: Hono<AppEnv>): Hono<AppEnv> {
  const documentFor = (server: string) => {
    let document = documents.get(server)
    if (!document) documents.set(server, (document = openapiDocument(app.routes, { server })))
    return document
  }
  return new Hono<AppEnv>()
    .get('/openapi.json', (c) => c.json(documentFor(c.var.services.config.publicUrl), 200, { 'Access-Control-Allow-Origin': '*' }))
    .get('/docs', (c) => {
      const { paths } = documentFor(c.var.services.config.publicUrl) as unknown as Shown
      c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      return c.html(docsPage(paths))
    })
}

function docsPage(paths: Shown['paths']) {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, tags }]) => ({
      path,
      method: method.toUpperCase(),
      operationId,
      summary,
      tag: tags[0],
    })),
  )
  const chapters = [...new Set(rows.map(({ tag }) => tag))]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Rotary API</title>
        <style>
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color: #222;
          }
          table {
            border-collapse: collapse;
            width: 100%;
          }
          td {
            padding: 0.3rem 1rem 0.3rem 0;
            vertical-align: top;
            border-bottom: 1px solid #ddd;
          }
          code {
            white-space: nowrap;
          }
        </style>
      </head>
      <body>
        <h1>Rotary API</h1>
        <p>The whole of it, for programs: <a href="/openapi.json">/openapi.json</a>. Send a key: <code>Authorization: Bearer rk_…</code></p>
        ${chapters.map(
          (chapter) =>
            html`<h2>${chapter}</h2>
              <table>
                ${rows
                  .filter(({ tag }) => tag === chapter)
                  .map(
                    ({ method, path, summary }) =>
                      html`<tr>
                        <td><code>${method} ${path}</code></td>
                        <td>${summary}</td>
                      </tr>`,
                  )}
              </table>`,
        )}
      </body>
    </html>`
}

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createDemoSite } from '../demo/demoSite.ts'
import { bundleForBrowser, bundleForServer, sourceOf } from './bundleExample.ts'

/** What an example's `server.ts` may export as `page`: what goes into the document at `{{APP}}`, and headers. */
export type ExamplePage = (request: { path: string; edge: string; nonce: string }) => { app?: string; headers?: Record<string, string> }

/** Where the bundle of an example's own server is kept. */
const CACHE = join(import.meta.dirname, '../../../.cache/examples')

/**
 * A web site out of a folder: plain files, `app.ts(x)` bundled at `/app.js`, and every other path the document, as single-page sites do it.
 * In the document `{{EDGE}}` is the edge, `{{NONCE}}` new each time, and `{{APP}}` what the example's `server.ts(x)` renders.
 */
export async function createExample({ folder, edge }: { folder: string; edge: string }): Promise<RequestListener> {
  const files = createDemoSite({ folder, edge })
  const browserSource = sourceOf(folder, 'app')
  const app = browserSource && (await bundleForBrowser(browserSource))
  const page = await loadPage(folder)
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://example').pathname
    if (path === '/app.js' && app !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(app)
      return
    }
    if (extname(path) !== '' && path !== '/index.html') {
      files(request, response)
      return
    }
    const nonce = randomBytes(12).toString('base64url')
    const { app: rendered = '', headers = {} } = page({ path, edge, nonce })
    void readFile(join(folder, 'index.html'), 'utf8').then(
      (html) => {
        const filled = html
          .replaceAll('{{EDGE}}', edge)
          .replaceAll('{{NONCE}}', nonce)
          .replace('{{APP}}', () => rendered)
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers }).end(filled)
      },
      () => response.writeHead(404).end(),
    )
  }
}

async function loadPage(folder: string): Promise<ExamplePage> {
  const source = sourceOf(folder, 'server')
  if (!source) return () => ({})
  const built = join(CACHE, `${basename(folder)}.mjs`)
  await bundleForServer(source, built)
  return ((await import(pathToFileURL(built).href)) as { page: ExamplePage }).page
}

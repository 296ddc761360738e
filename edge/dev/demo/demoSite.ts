import { readFile } from 'node:fs/promises'
import type { RequestListener, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

/** The demo company's web site: plain files, in whose pages `{{EDGE}}` stands for the edge's address. */
export function createDemoSite({ folder, edge }: { folder: string; edge: string }): RequestListener {
  async function serve(url: string, response: ServerResponse): Promise<void> {
    const path = safePath(url)
    const content = path === null ? null : await readFile(join(folder, path)).catch(() => null)
    if (path === null || content === null) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      response.end('There is no such page\n')
      return
    }
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(type.startsWith('text/html') ? content.toString('utf8').replaceAll('{{EDGE}}', edge) : content)
  }
  return (request, response) => void serve(request.url ?? '/', response)
}

/** A path below the folder, or null when the address leads out of it. */
function safePath(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://demo').pathname))
    if (path.includes('\0') || path.split('/').includes('..')) return null
    return path.endsWith('/') ? `${path}index.html` : path
  } catch {
    return null
  }
}

import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
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
  return (request, response) => {
    const path = safePath(request.url ?? '/')
    const file = path === null ? Promise.reject(new Error('outside')) : readFile(join(folder, path))
    file.then(
      (content) => {
        const type = TYPES[extname(path!)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
        response.end(type.startsWith('text/html') ? content.toString('utf8').replaceAll('{{EDGE}}', edge) : content)
      },
      () => {
        response.writeHead(404, { 'content-type': 'text/plain' })
        response.end('There is no such page\n')
      },
    )
  }
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

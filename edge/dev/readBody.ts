import type { IncomingMessage } from 'node:http'

const LIMIT = 32 * 1024 * 1024

/** The whole text of a request, or null when it is over 32 MB. Rejects when the sender goes away. */
export function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= LIMIT) chunks.push(chunk)
      else resolve(null)
    })
    request.once('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')))
    request.once('error', reject)
    request.once('close', () => reject(new Error('The sender went away')))
  })
}

import { RotaryError } from '../errors.ts'
import type { HookRequest } from './provider.port.ts'

/** Bytes; the largest event of any provider is a few kilobytes. */
const BODY_LIMIT = 64 * 1024

/**
 * Reads a webhook whole, so that its exact bytes can be verified. `base` is the connection's public prefix: behind a
 * proxy the address that the provider called, and signed, is not that of the request. `rest`: what its path has after the prefix.
 */
export async function readHook(request: Request, { base, rest, now }: { base: string; rest: string; now: number }): Promise<HookRequest> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new RotaryError('method_not_allowed', 'webhooks are sent by POST or GET')
  }
  const { search } = new URL(request.url)
  return {
    method: request.method,
    path: rest.replace(/\/+$/, '') || '/',
    url: `${base}${rest}${search}`,
    base,
    query: new URLSearchParams(search),
    headers: request.headers,
    body: await readBody(request),
    receivedAt: now,
  }
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > BODY_LIMIT) throw tooLarge()
    chunks.push(chunk)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

const tooLarge = () => new RotaryError('body_too_large', `a webhook may have at most ${BODY_LIMIT} bytes`)

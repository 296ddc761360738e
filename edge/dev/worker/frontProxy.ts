import { Agent, request as send, type RequestListener } from 'node:http'

/** Headers by which Cloudflare or Miniflare tell the worker about the caller: from outside they would be believed. */
const RESERVED = /^(cf-|mf-|x-forwarded-)/

/**
 * Stands before workerd where strangers can reach it, as Cloudflare does in production: says who the caller is and lets
 * nobody say so himself. `trusted` takes the address that a reverse proxy of the operator's appends to X-Forwarded-For.
 */
export function createFrontProxy({ target, trusted }: { target: URL; trusted: boolean }): RequestListener {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  return (request, response) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
    const address = (trusted && forwarded) || (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !RESERVED.test(name)))
    const { hostname, port } = target
    const onward = send({
      agent,
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: { ...headers, 'cf-connecting-ip': address },
    })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => {
      if (response.headersSent) response.destroy()
      else
        response
          .writeHead(502, { 'content-type': 'application/json' })
          .end('{"error":{"code":"unavailable","message":"The worker does not answer"}}')
    })
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }
}

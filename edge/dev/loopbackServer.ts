import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackServer {
  readonly port: number
  readonly url: string
  stop(): Promise<void>
}

/** An HTTP server that only this machine can reach unless `host` says otherwise; without `port` on any free one. */
export async function startLoopbackServer(listener: RequestListener, { port = 0, host = '127.0.0.1' } = {}): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

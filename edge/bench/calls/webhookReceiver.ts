import { startLoopbackServer } from '../../dev/loopbackServer.ts'

export interface Delivered {
  /** `webhook-id` */
  id: string
  type: string
  /** The provider's id of the call. */
  call: string
  /** ms, `performance.now()` */
  at: number
}

/** A local endpoint that takes every webhook and notes when it came. */
export async function startReceiver() {
  const delivered: Delivered[] = []
  const waiting = new Map<string, (at: number) => void>()
  const server = await startLoopbackServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const at = performance.now()
      const { type, data } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string; data: { externalId?: string } }
      const call = data.externalId ?? ''
      delivered.push({ id: String(request.headers['webhook-id']), type, call, at })
      waiting.get(`${type} ${call}`)?.(at)
      response.writeHead(204).end()
    })
  })
  return {
    host: `127.0.0.1:${server.port}`,
    url: server.url,
    delivered,
    /** When (`performance.now()`) an event of a call comes. */
    whenTold: (type: string, call: string) => new Promise<number>((resolve) => waiting.set(`${type} ${call}`, resolve)),
    stop: () => server.stop(),
  }
}

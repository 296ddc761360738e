/** What RESP2 carries once ioredis has read it as buffers. */
export type Reply = Buffer | number | bigint | string | null | Error | Reply[]

export type JsonReply = string | number | null | JsonReply[]

/** Upstash sends an integer as JSON number, strings as text or, on demand, as base64 (only a plain `OK` is left as it is). */
export function encodeReply(reply: Reply, base64: boolean): JsonReply {
  if (isOk(reply)) return 'OK'
  return encodeItem(reply, base64)
}

function isOk(reply: Reply): boolean {
  return reply instanceof Buffer && reply.length === 2 && reply.toString() === 'OK'
}

function encodeItem(reply: Reply, base64: boolean): JsonReply {
  if (reply === null) return null
  if (Array.isArray(reply)) return reply.map((item) => encodeItem(item, base64))
  if (typeof reply === 'number' || typeof reply === 'bigint') return Number(reply)
  const text = reply instanceof Error ? Buffer.from(reply.message) : Buffer.from(reply as string | Buffer)
  return base64 ? text.toString('base64') : text.toString('utf8')
}

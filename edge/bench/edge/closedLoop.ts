import { connect } from 'node:net'

export interface LoopResult {
  /** Requests a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  requests: number
  /** Answers that are not what was wanted: the machine was too busy for the engines. */
  failed: number
}

const HEADERS_END = Buffer.from('\r\n\r\n')
const CHUNKS_END = Buffer.from('\r\n0\r\n\r\n')

/**
 * `connections` clients that each wait for their answer before they ask again, for `seconds`. `next` makes a whole HTTP/1.1 request;
 * an answer without `wanted` in it
 * has failed.
 */
export async function closedLoop({
  port,
  connections,
  seconds,
  next,
  wanted,
}: {
  port: number
  connections: number
  seconds: number
  next: () => Buffer
  wanted: string
}): Promise<LoopResult> {
  const times: number[] = []
  let failed = 0
  const from = performance.now()
  const until = from + seconds * 1000
  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      let got = Buffer.alloc(0)
      let asked = 0
      const ask = () => {
        asked = performance.now()
        got = Buffer.alloc(0)
        socket.write(next())
      }
      socket.once('connect', ask).once('error', reject)
      socket.on('data', (part) => {
        got = got.length ? Buffer.concat([got, part]) : part
        if (!isWhole(got)) return
        if (!got.includes(wanted)) failed++
        const now = performance.now()
        times.push(now - asked)
        if (now < until) return ask()
        socket.destroy()
        resolve()
      })
    })
  await Promise.all(Array.from({ length: connections }, client))
  const elapsed = (performance.now() - from) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  return { rate: times.length / elapsed, p50: at(0.5), p99: at(0.99), requests: times.length, failed }
}

function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf(HEADERS_END)
  if (end < 0) return false
  const head = answer.subarray(0, end).toString('latin1')
  const length = /content-length: (\d+)/i.exec(head)
  return length ? answer.length >= end + 4 + Number(length[1]) : answer.subarray(-CHUNKS_END.length).equals(CHUNKS_END)
}

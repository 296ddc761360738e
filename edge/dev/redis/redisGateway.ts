import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Redis } from 'ioredis'
import { jsonListener, type JsonAnswer } from '../jsonListener.ts'
import { readBody } from '../readBody.ts'
import { encodeReply, type Reply } from './encodeReply.ts'
import { refuseCommand, runCommand, send, type Outcome, type Words } from './runCommand.ts'
import { ScriptBook } from './scriptBook.ts'

export interface RedisGatewayOptions {
  readonly client: Redis
  /** The bearer that every path asks for. */
  readonly token: string
}

const refusal = (status: number, error: string): JsonAnswer => ({ status, body: { error } })

/**
 * Answers `@upstash/redis` as Upstash would: `/` one command, `/pipeline` many in order, `/multi-exec` many at once.
 * https://upstash.com/docs/redis/features/restapi
 */
export function createRedisGateway({ client, token }: RedisGatewayOptions): RequestListener {
  const scripts = new ScriptBook()
  const expected = Buffer.from(`Bearer ${token}`)

  const isAllowed = (request: IncomingMessage) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  async function answer(request: IncomingMessage): Promise<JsonAnswer> {
    if (!isAllowed(request)) return refusal(401, 'WRONGPASS invalid or missing auth token')
    if (request.method !== 'POST') return refusal(405, 'ERR use POST')
    const path = new URL(request.url ?? '/', 'http://gateway').pathname
    const text = await readBody(request)
    if (text === null) return refusal(413, 'ERR max request size exceeded')
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      return refusal(400, 'ERR failed to parse command')
    }
    const base64 = request.headers['upstash-encoding'] === 'base64'
    const item = (outcome: Outcome) =>
      outcome.kind === 'error' ? { error: outcome.error } : { result: encodeReply(outcome.reply, base64) }

    if (path === '/') {
      if (!isCommand(body)) return refusal(400, 'ERR failed to parse command')
      const outcome = await runCommand({ client, scripts, words: body })
      return { status: outcome.kind === 'error' ? 400 : 200, body: item(outcome) }
    }
    if (path !== '/pipeline' && path !== '/multi-exec') return refusal(404, 'ERR unknown path')
    if (!Array.isArray(body) || !body.every(isCommand)) return refusal(400, 'ERR failed to parse pipeline request')
    if (path === '/pipeline') {
      const outcomes = await Promise.all(body.map((words) => runCommand({ client, scripts, words })))
      return { status: 200, body: outcomes.map(item) }
    }
    const outcome = await runTransaction(body)
    return outcome.kind === 'refused' ? refusal(400, outcome.error) : { status: 200, body: outcome.outcomes.map(item) }
  }

  /** All commands leave in one go, so nobody else's can come between MULTI and EXEC. */
  async function runTransaction(commands: Words[]) {
    const refused = commands.map(refuseCommand).find((error) => error !== null)
    if (refused) return { kind: 'refused' as const, error: refused }
    const begun = send(client, 'MULTI', [])
    const queued = commands.map((words) => runCommand({ client, scripts, words }))
    const executed = send(client, 'EXEC', []).then(
      (replies) => ({ kind: 'replies' as const, replies: replies as Reply[] }),
      (error: unknown) => ({ kind: 'aborted' as const, error: error instanceof Error ? error.message : String(error) }),
    )
    await begun
    const places = await Promise.all(queued)
    const result = await executed
    if (result.kind === 'aborted') {
      const first = places.find((place) => place.kind === 'error')
      return { kind: 'refused' as const, error: first ? `EXECABORT Transaction discarded because of: ${first.error}` : result.error }
    }
    const outcomes = result.replies.map((reply): Outcome =>
      reply instanceof Error ? { kind: 'error', error: reply.message } : { kind: 'reply', reply },
    )
    return { kind: 'done' as const, outcomes }
  }

  return jsonListener(answer, (message) => refusal(500, `ERR ${message}`))
}

function isCommand(value: unknown): value is Words {
  return Array.isArray(value) && value.length > 0
}

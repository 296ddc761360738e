import { isDeepStrictEqual } from 'node:util'
import type { Redis } from 'ioredis'
import { builtKey } from '../../../pool/keys.ts'
import type { Scripts } from '../../../pool/redis/scripts.ts'
import type { PlayedHistory } from './playInModel.ts'
import { DUMP_LUA, stateOfPlayed, stateOfRedis, SWEEP_LUA } from './readState.ts'
import { SITE, START } from './world.ts'

export interface Difference {
  /** The step that went otherwise, or the state at the end. */
  where: string
  expected: unknown
  actual: unknown
}

/** Makes the scripts known to the server, so that they can be run by hash alone. */
export async function loadScripts(client: Redis, scripts: Scripts): Promise<void> {
  for (const { lua } of Object.values(scripts)) await client.script('LOAD', lua)
}

/** Plays what the model played, in one round trip, and answers the first difference. */
export async function playInRedis(
  client: Redis,
  scripts: Scripts,
  { steps, unbuiltAt, model, events, now }: PlayedHistory,
): Promise<Difference | null> {
  const batch = client.pipeline().flushdb().set(builtKey(SITE), START)
  const places: number[] = []
  let sent = 2
  for (const [i, { now: at, call }] of steps.entries()) {
    if (i === unbuiltAt) {
      batch.del(builtKey(SITE))
      sent += 1
    }
    batch.eval(SWEEP_LUA, 0, at).evalsha(scripts[call.script].sha, call.keys.length, ...call.keys, ...call.args)
    places.push(sent + 1)
    sent += 2
  }
  batch.eval(SWEEP_LUA, 0, now).eval(DUMP_LUA, 0)
  const replies = (await batch.exec())!
  for (const [i, { call, expected }] of steps.entries()) {
    const [fault, reply] = replies[places[i]!]!
    const where = `step ${i}: ${call.script} ${JSON.stringify(call.args)}`
    if (fault) return { where, expected, actual: fault.message }
    const actual = call.parse(reply)
    if (!isDeepStrictEqual(actual, expected)) return { where, expected, actual }
  }
  const actual = stateOfRedis(replies.at(-1)![1] as never, now)
  const expected = stateOfPlayed(model, events, now)
  return isDeepStrictEqual(actual, expected) ? null : firstDifference(expected, actual)
}

function firstDifference(expected: { entries: Record<string, unknown>; outbox: unknown[] }, actual: typeof expected): Difference {
  for (const name of new Set([...Object.keys(expected.entries), ...Object.keys(actual.entries)])) {
    if (!isDeepStrictEqual(expected.entries[name], actual.entries[name])) {
      return { where: `state at the end: ${name}`, expected: expected.entries[name], actual: actual.entries[name] }
    }
  }
  const i = expected.outbox.findIndex((event, at) => !isDeepStrictEqual(event, actual.outbox[at]))
  return { where: `outbox entry ${i}`, expected: expected.outbox[i], actual: actual.outbox[i] ?? actual.outbox.length }
}

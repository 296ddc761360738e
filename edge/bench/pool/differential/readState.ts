import type { E164 } from '../../../brands.ts'
import { historyOf } from '../../../pool/model/ring.ts'
import type { OutboxEvent, SiteModel } from '../../../pool/model/siteModel.ts'
import { parseLeaseReply } from '../../../pool/redis/answers.ts'
import { parseEntry } from '../../../pool/redis/parseEntry.ts'
import { parseRing } from '../../../pool/redis/parseRing.ts'
import { BURST, UNUSED } from '../../../pool/keys.ts'
import { SITE } from './world.ts'

/** All keys but the clock: key, type, expiry (-1 = none), content. */
export const DUMP_LUA = `
local all = {}
for _, key in ipairs(redis.call('KEYS', 'rotary:*')) do
  local kind = redis.call('TYPE', key).ok
  local content
  if kind == 'string' then content = { redis.call('GET', key) }
  elseif kind == 'hash' then content = redis.call('HGETALL', key)
  elseif kind == 'zset' then content = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  elseif kind == 'stream' then
    content = {}
    for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do content[#content + 1] = cjson.encode(entry) end
  end
  all[#all + 1] = { key, kind, redis.call('PEXPIRETIME', key), content }
end
return all
`

/** What a virtual clock cannot do: delete what has expired by it. */
export const SWEEP_LUA = `
local now = tonumber(ARGV[1])
redis.call('SET', 'test:clock', ARGV[1])
for _, key in ipairs(redis.call('KEYS', 'rotary:*')) do
  local expiry = redis.call('PEXPIRETIME', key)
  if expiry >= 0 and expiry < now then redis.call('DEL', key) end
end
`

type Dump = [key: string, kind: string, expiry: number, content: string[]][]

/** Everything that Redis holds, and everything that the model holds, in one shape. */
export interface ComparedState {
  /** By what it is: content, and expiry in ms or -1. */
  entries: Record<string, unknown>
  outbox: OutboxEvent[]
}

const pairs = (flat: string[]): [string, string][] => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!])

/** What PAST_LUA puts together, of every number. */
function ringsOf(fields: Map<string, string>): [string, string][] {
  return [...fields].flatMap(([number, raw]): [string, string][] => {
    if (number.includes('#')) {
      const [owner = '', slot] = number.split('#')
      // A record that no ring reaches is told as itself.
      return Number(slot) < Number(fields.get(owner)?.slice(27, 29)) - 1 ? [] : [[number, raw]]
    }
    const slots = Number(raw.slice(27, 29)) - 1
    const next = Number(raw.slice(29, 31))
    const older = Array.from({ length: Math.max(0, slots) }, (_, i) =>
      fields.get(`${number}#${(((next - 1 - i) % slots) + slots) % slots}`),
    )
    return [[number, [raw, ...older.filter((record) => record !== undefined)].join(';')]]
  })
}

export function stateOfRedis(dump: Dump, now: number): ComparedState {
  const entries: Record<string, unknown> = {}
  const outbox: OutboxEvent[] = []
  const prefix = `rotary:{${SITE}}:`
  for (const [key, , expiry, content] of dump) {
    const [kind, ...rest] = key.slice(prefix.length).split(':')
    const name = rest.join(':')
    switch (kind) {
      case 'outbox':
        for (const text of content) {
          const { id: _id, site: _site, ...event } = parseEntry(SITE, JSON.parse(text) as [string, string[]])
          outbox.push(event as OutboxEvent)
        }
        continue
      case 'site':
      case 'built':
        continue
      case 'holders':
        for (const [number, raw] of ringsOf(new Map(pairs(content).filter(([field]) => field !== BURST)))) {
          entries[`ring ${name} ${number}`] = { ...parseRing(number as E164, raw, now), released: Number(raw.slice(14, 27)), expiry }
        }
        const [added, ends] = (new Map(pairs(content)).get(BURST) ?? '').split('|').map(Number)
        if (ends !== undefined) entries[`burst ${name}`] = { value: added, expiry: ends }
        continue
      case 'pool':
        entries[`pool ${name}`] = { list: pairs(content).map(([number, score]) => [number, Number(score)]), expiry }
        continue
      case 'aside': {
        const list = pairs(content).map(([number, score]) => [number, Number(score)] as const)
        const drained = list.filter(([, score]) => score >= 0)
        const unused = list.filter(([, score]) => score < 0).map(([number, score]) => [number, score + UNUSED])
        if (drained.length > 0) entries[`drain ${name}`] = { list: drained, expiry }
        if (unused.length > 0) entries[`stock ${name}`] = { list: unused, expiry }
        continue
      }
      case 'counts':
        entries[`counts ${name}`] = { list: Object.fromEntries(pairs(content).map(([field, count]) => [field, Number(count)])), expiry }
        continue
      case 'limits':
        for (const [limit, uses] of pairs(content)) entries[`limit ${name} ${limit}`] = { value: Number(uses), expiry }
        continue
      case 'visitor':
        for (const part of content[0]!.split('@').slice(1)) {
          const [slot, text] = part.split(',')
          entries[`visitor ${name} ${slot}`] = { own: text, expiry }
        }
        continue
      case 'answer':
        entries[`answer ${name}`] = { outcome: parseLeaseReply([0, content[0]!]), expiry }
        continue
      default:
        entries[`${kind} ${name}`] = { value: Number(content[0]), expiry }
    }
  }
  return { entries, outbox }
}

export function stateOfPlayed(model: SiteModel, outbox: OutboxEvent[], now: number): ComparedState {
  const entries: Record<string, unknown> = {}
  for (const pool of model.pools.values()) {
    const name = `${pool.route}|${pool.region}`
    for (const [kind, set] of [
      ['pool', pool.active],
      ['drain', pool.draining],
      ['stock', pool.stock],
    ] as const) {
      if (set.size > 0) entries[`${kind} ${name}`] = { list: set.entries(), expiry: -1 }
    }
    for (const [number, ring] of pool.rings)
      entries[`ring ${name} ${number}`] = { ...historyOf(number, ring, now), released: ring.released, expiry: -1 }
    if (pool.burst) entries[`burst ${name}`] = { value: pool.burst.added, expiry: pool.burst.expiresAt }
  }
  for (const [visitor, { slots, expiresAt }] of model.visitors) {
    for (const [slot, own] of slots) {
      const text = own.map(({ number, route, region, finish }) => `${number}|${route}|${region}|${finish}`).join(';')
      entries[`visitor ${visitor} ${slot}`] = { own: text, expiry: expiresAt }
    }
  }
  for (const [id, { outcome, expiresAt }] of model.answers) entries[`answer ${id}`] = { outcome, expiry: expiresAt }
  for (const [key, { uses, expiresAt }] of model.limits) entries[`limit ${key}`] = { value: uses, expiry: expiresAt }
  for (const [hour, { counts, expiresAt }] of model.loads)
    entries[`counts ${hour}`] = { list: Object.fromEntries(counts), expiry: expiresAt }
  return { entries, outbox }
}

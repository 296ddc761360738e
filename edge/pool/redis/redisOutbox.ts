import type { Redis } from '@upstash/redis/cloudflare'
import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../brands.ts'
import { outboxKey, SITES_KEY } from '../keys.ts'
import type { Outbox, OutboxEntry } from '../outbox.port.ts'
import { parseSlotLeases } from './answers.ts'
import { parseRing } from './parseRing.ts'

type StreamEntry = [id: string, fields: string[]]

function parseEntry(site: SiteKey, [id, flat]: StreamEntry): OutboxEntry {
  const fields = new Map<string, string>()
  for (let i = 0; i < flat.length; i += 2) fields.set(flat[i] ?? '', flat[i + 1] ?? '')
  const field = (name: string) => fields.get(name) ?? ''
  const head = field('h').split('|')
  switch (field('t')) {
    case 'lease':
      return {
        id,
        site,
        type: 'lease',
        request: head[0] ?? '',
        session: head[1] as SessionId,
        visitor: head[2] ? (head[2] as VisitorId) : null,
        page: head[3] as PageId,
        suspect: field('x') === '1',
        slots: parseSlotLeases(field('a')),
        visit: field('v'),
      }
    case 'beacon':
      return {
        id,
        site,
        type: 'beacon',
        session: head[0] as SessionId,
        page: head[1] as PageId,
        state: head[2] === 'hidden' ? 'hidden' : 'visible',
        events: field('e'),
        replaced: parseSlotLeases(field('a')),
      }
    case 'moved':
      return {
        id,
        site,
        type: 'moved',
        number: head[0] as E164,
        route: head[1] as RouteId,
        region: head[2] as RegionCode,
        move: head[3] as 'grown' | 'taken-back' | 'drained',
      }
    case 'call': {
      const number = field('n') as E164
      return { id, site, type: 'call', number, event: field('e'), history: parseRing(number, field('r'), Number(field('at'))) }
    }
    default:
      return { id, site, type: 'note', kind: field('k'), body: field('b') }
  }
}

/** The next id after this one: XTRIM keeps what is not below its MINID. */
function after(id: string): string {
  const [ms, seq = '0'] = id.split('-')
  return `${ms}-${BigInt(seq) + 1n}`
}

export function redisOutbox(redis: Redis): Outbox {
  return {
    async append(site, notes) {
      if (notes.length === 0) return
      const all = redis.multi()
      all.sadd(SITES_KEY, site)
      for (const { kind, body } of notes) all.xadd(outboxKey(site), '*', { t: 'note', k: kind, b: body })
      await all.exec()
    },
    async read(site, count, from) {
      const entries = (await redis.xrange(outboxKey(site), from === undefined ? '-' : `(${from}`, '+', count)) as unknown as StreamEntry[] | null
      return (entries ?? []).map((entry) => parseEntry(site, entry))
    },
    async trim(site, upTo) {
      await redis.xtrim(outboxKey(site), { strategy: 'MINID', exactness: '=', threshold: after(upTo) })
    },
    async waiting() {
      const sites = (await redis.smembers<SiteKey[]>(SITES_KEY)) ?? []
      if (sites.length === 0) return []
      const lengths = redis.pipeline()
      for (const site of sites) lengths.xlen(outboxKey(site))
      const counts = await lengths.exec<number[]>()
      return sites.filter((_, i) => (counts[i] ?? 0) > 0).sort()
    },
  }
}

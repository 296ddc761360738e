import type { Redis } from '@upstash/redis/cloudflare'
import type { SiteKey } from '../../brands.ts'
import { outboxKey, SITES_KEY } from '../keys.ts'
import type { Outbox } from '../outbox.port.ts'
import { parseEntry, type StreamEntry } from './parseEntry.ts'

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
      const entries = (await redis.xrange(outboxKey(site), from === undefined ? '-' : `(${from}`, '+', count)) as unknown as
        | StreamEntry[]
        | null
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

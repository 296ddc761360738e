import type { SiteKey } from '../../brands.ts'
import { outboxKey, SITES_KEY } from '../../pool/keys.ts'
import type { OutboxEntry } from '../../pool/outbox.port.ts'
import type { SlotLease } from '../../pool/pool.port.ts'

/** Of an Upstash client: what writing a stream takes. */
export interface RawRedis {
  pipeline(): {
    xadd(key: string, id: string, entry: Record<string, string>): unknown
    sadd(key: string, member: string): unknown
    exec(): Promise<unknown>
  }
}

/** Writes entries into a site's outbox as the scripts would: `parseEntry.ts` reads them. */
export async function encodeOutbox(redis: RawRedis, site: SiteKey, entries: OutboxEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += 1000) {
    const all = redis.pipeline()
    all.sadd(SITES_KEY, site)
    for (const entry of entries.slice(i, i + 1000)) all.xadd(outboxKey(site), entry.id, fieldsOf(entry))
    await all.exec()
  }
}

function fieldsOf(entry: OutboxEntry): Record<string, string> {
  if (entry.type === 'lease') {
    const { request, session, visitor, page, slots, visit } = entry
    return { t: 'lease', h: `${request}|${session}|${visitor ?? ''}|${page}|0`, a: slots.map(slotText).join(';'), v: visit }
  }
  if (entry.type === 'beacon') {
    const { session, page, state, events } = entry
    return { t: 'beacon', h: `${session}|${page}|${state}`, e: events, a: '' }
  }
  throw new Error(`bench:edge writes no ${entry.type}`)
}

function slotText(lease: SlotLease): string {
  if (lease.kind !== 'leased') return ''
  const { slot, route, region, number, how, step, rest, shared } = lease
  return `L|${slot}|${route}|${region}|${number}|${how}|${step}|${rest ?? ''}|${shared ? 1 : 0}`
}

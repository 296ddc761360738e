import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import { newId } from '../ids.ts'
import { edgeTimes } from '../leases/edgeTimes.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import { classifySource } from '../sessions/touch/classifySource.ts'
import type { Visit } from '../sessions/visit.ts'

type Random = () => number

/** Numbers 0..1 from a seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const ARRIVALS = [
  ['?utm_source=yandex&utm_medium=cpc&utm_campaign=windows&yclid=', 'https://yandex.ru/'],
  ['?gclid=', 'https://www.google.com/'],
  ['?utm_source=vk&utm_medium=social', ''],
  ['', 'https://www.google.com/search?q=windows'],
  ['', 'https://partner.example/page'],
  ['', ''],
  ['', ''],
  ['?session=secret&token=1', ''],
] as const

/**
 * Sessions as a site's outbox would hold them, in order of time: returning visitors, several pages and campaigns in a visit, consent that
 * comes later, beacons with every kind of event, wrong clocks. The same for the same seed.
 */
export function generateVisits({
  site,
  sessions,
  seed,
  start,
}: {
  site: SiteKey
  sessions: number
  seed: number
  start: number
}): OutboxEntry[] {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const chance = (share: number) => random() < share
  const idsAt = (now: number) => ({ now: () => now, random: (bytes: Uint8Array<ArrayBuffer>) => bytes.map(() => below(256)) })
  const visitors: VisitorId[] = []
  const entries: OutboxEntry[] = []
  const seqs = new Map<number, number>()
  const entryId = (ms: number) => {
    const seq = seqs.get(ms) ?? 0
    seqs.set(ms, seq + 1)
    return `${ms}-${seq}`
  }

  function visitOf({
    arrival,
    consent,
    startedAt,
    clock,
  }: {
    arrival: number
    consent: Visit['consent']
    startedAt: number
    clock: number
  }): Visit {
    const [query, referrer] = ARRIVALS[arrival]!
    const click = query.endsWith('=') ? String(below(50)) : ''
    const url = `https://example.com/page${below(5)}${consent === 'region-only' ? '' : query + click}`
    const touch = classifySource({ url, referrer, site: { hosts: ['example.com'] } })
    const params: Record<string, string> = chance(0.2) ? { user: `u${below(9)}`, [`p${below(2)}`]: String(clock % 97) } : {}
    const common = { device: 'mobile', region: 'RU-MOW' as RegionCode, regionBy: 'cf', language: 'ru', timeZone: 'Europe/Moscow' } as const
    return { landing: touch.landing, referrer, touch, ...common, consent, params, startedAt }
  }

  for (let i = 0; i < sessions; i++) {
    const startedAt = start + below(40 * DAY)
    const known = chance(0.4) && visitors.length > 0 ? visitors[below(visitors.length)]! : newId<VisitorId>('vis', idsAt(startedAt))
    visitors.push(known)
    const session = newId<SessionId>('ses', idsAt(startedAt))
    const page = `pag_${String(i).padStart(8, '0')}` as PageId
    const hidden = chance(0.05)
    const drift = chance(0.1) ? (below(1000) - 500) * DAY : below(2000)
    let at = startedAt
    const lease = (arrival: number, consent: Visit['consent']) => {
      const id = entryId(at)
      const visitor = consent === 'region-only' ? null : known
      const number = `+7495${String(below(5000)).padStart(7, '0')}` as E164
      const slots = [
        {
          kind: 'leased',
          slot: 'main',
          route: 'rou_a' as RouteId,
          region: 'RU-MOW' as RegionCode,
          number,
          how: 'rested',
          step: 0,
          rest: 1000,
          shared: false,
        },
      ] as const
      const visit = JSON.stringify(visitOf({ arrival, consent, startedAt, clock: at }))
      entries.push({ id, site, type: 'lease', request: `req${id}`, session, visitor, page, suspect: false, slots: [...slots], visit })
    }
    const arrival = below(ARRIVALS.length)
    lease(arrival, hidden ? 'region-only' : 'full')
    at += SECOND
    if (hidden && chance(0.5)) lease(arrival, 'full')
    const beacons = 1 + below(4)
    let engaged = 0
    for (let b = 0; b < beacons; b++) {
      at += Math.min(30 * SECOND + below(MINUTE), HOUR)
      const told = (ago: number) => ({ id: dashed(newId<string>('evt', idsAt(at - ago + drift)).slice(4)), at: at - ago + drift })
      engaged += below(30_000)
      const events = edgeTimes({
        events: [
          { ...told(500), type: 'engagement', engaged, scroll: below(100) },
          ...(b === 0 || chance(0.4) ? [{ ...told(900), type: 'page' as const, url: `https://example.com/${below(9)}` }] : []),
          ...(chance(0.1) ? [{ ...told(300), type: 'tap' as const, slot: 'main' }] : []),
          ...(chance(0.1) ? [{ ...told(200), type: 'params' as const, params: { user: `v${below(9)}` } }] : []),
        ],
        sentAt: at + drift,
        now: at,
        notBefore: startedAt,
        startedAt,
      })
      const body = JSON.stringify(events)
      entries.push({ id: entryId(at), site, type: 'beacon', session, page, state: 'visible', events: body, replaced: [] })
      if (chance(0.1)) {
        at += 5 * SECOND
        lease(below(ARRIVALS.length), 'full')
      }
    }
  }
  return entries.sort(
    (a, b) => Number(a.id.split('-')[0]) - Number(b.id.split('-')[0]) || Number(a.id.split('-')[1]) - Number(b.id.split('-')[1]),
  )
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The same entries as a bad day brings them: in another order, many of them twice, beacons sent again under another entry. */
export function disturb(entries: OutboxEntry[], seed: number): OutboxEntry[] {
  const random = seededRandom(seed)
  const again = entries.filter(() => random() < 0.3)
  const retried = entries.flatMap((entry) =>
    entry.type === 'beacon' && random() < 0.1
      ? [{ ...entry, id: entry.id.replace(/-(\d+)$/, (_, seq: string) => `-${Number(seq) + 1000}`) }]
      : [],
  )
  const all = [...entries, ...again, ...retried]
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

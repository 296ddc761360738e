import type { AccountId, E164, PageId, SessionId, VisitorId } from '../brands.ts'
import type { botVisits, leases, sessionEvents, sessions } from '../db/schema.ts'
import type { EdgeEvent } from '../leases/edgeTimes.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import type { SlotLease } from '../pool/pool.port.ts'
import { timeOfEntry } from '../pool/timeOfEntry.ts'
import type { touches } from '../visitors/visitors.table.ts'
import { foldSession } from './foldSession.ts'
import { campaignMark } from './touch/campaignMark.ts'
import type { Visit } from './visit.ts'

type LeaseEntry = Extract<OutboxEntry, { type: 'lease' }>
type BeaconEntry = Extract<OutboxEntry, { type: 'beacon' }>
type NoteEntry = Extract<OutboxEntry, { type: 'note' }>

export type SessionRow = Omit<typeof sessions.$inferSelect, 'pageViews' | 'engagedMs' | 'credit'>
type TouchRow = typeof touches.$inferInsert

/** What a batch of outbox entries says of visits, as rows, each key once. */
export interface VisitRows {
  sessions: SessionRow[]
  events: (typeof sessionEvents.$inferInsert)[]
  leases: (typeof leases.$inferInsert)[]
  touches: TouchRow[]
  bots: (typeof botVisits.$inferInsert)[]
  /** Numbers by the last time that they were shown. */
  shown: Map<E164, Date>
}

/** Outbox entries of one site → rows. Pure; entries may come in any order and more than once. */
export function visitRows(entries: (LeaseEntry | BeaconEntry | NoteEntry)[], account: AccountId): VisitRows {
  const bySession = new Map<SessionId, SessionRow>()
  const byEvent = new Map<string, VisitRows['events'][number]>()
  const byTouch = new Map<string, TouchRow>()
  const rows: VisitRows = { sessions: [], events: [], leases: [], touches: [], bots: [], shown: new Map() }

  function addVisit(entry: OutboxEntry, said: { session: SessionId; visitor: VisitorId | null; visit: Visit; suspect: boolean }): void {
    const row = sessionRow(said.visit, { ...said, account, entry })
    const known = bySession.get(said.session)
    bySession.set(said.session, known ? foldSession(known, row) : row)
    if (said.visitor) addTouch(touchRow(said.visit, { ...said, visitor: said.visitor, account, entry }))
  }

  function addTouch(row: TouchRow): void {
    const key = `${row.visitor} ${row.session} ${row.mark}`
    const known = byTouch.get(key)
    if (!known || row.entry < known.entry) byTouch.set(key, row)
  }

  function addLeases(
    entry: LeaseEntry | BeaconEntry,
    { slots, visitor, request, visit }: { slots: SlotLease[]; visitor: VisitorId | null; request: string | null; visit: Visit | null },
  ): void {
    const at = timeOfEntry(entry.id)
    for (const lease of slots) {
      if (lease.kind !== 'leased') continue
      const { slot, number, route: routeId, region, how, step, rest: restMs, shared } = lease
      const { site, id, session, page } = entry
      const rule = how === 'static' ? (visit?.rules?.[slot] ?? null) : null
      rows.leases.push({
        site,
        entry: id,
        slot,
        session,
        visitor,
        page,
        request,
        number,
        routeId,
        region,
        how,
        rule,
        step,
        chainStep: visit?.steps?.[slot]?.[step] ?? null,
        restMs,
        shared,
        at,
      })
      const known = rows.shown.get(number)
      if (!known || known < at) rows.shown.set(number, at)
    }
  }

  function addEvents(entry: OutboxEntry, { session, page, events }: { session: SessionId; page: PageId; events: EdgeEvent[] }): void {
    for (const { id, type, at, born = at, ...data } of events) {
      const known = byEvent.get(id)
      if (known && known.at.getTime() <= at) continue
      byEvent.set(id, { id, site: entry.site, session, page, type, at: new Date(at), born: new Date(born), data })
    }
  }

  for (const entry of entries) {
    if (entry.type === 'lease') {
      const visit = JSON.parse(entry.visit) as Visit
      addVisit(entry, { ...entry, visit })
      addLeases(entry, { ...entry, visit })
    } else if (entry.type === 'beacon') {
      addEvents(entry, { session: entry.session, page: entry.page, events: JSON.parse(entry.events) as EdgeEvent[] })
      addLeases(entry, { slots: entry.replaced, visitor: null, request: null, visit: null })
    } else if (entry.kind === 'visit') {
      const said = JSON.parse(entry.body) as { session: SessionId; visitor: VisitorId | null; visit: string }
      addVisit(entry, { ...said, suspect: false, visit: JSON.parse(said.visit) as Visit })
    } else if (entry.kind === 'events') {
      addEvents(entry, JSON.parse(entry.body) as { session: SessionId; page: PageId; events: EdgeEvent[] })
    } else if (entry.kind === 'bots') {
      const { count } = JSON.parse(entry.body) as { count: number }
      rows.bots.push({ site: entry.site, entry: entry.id, accountId: account, at: timeOfEntry(entry.id), count })
    }
  }
  return { ...rows, sessions: [...bySession.values()], events: [...byEvent.values()], touches: [...byTouch.values()] }
}

/** A touch that names its source tells more than one that does not, and one that consent let be seen whole more than a reduced one. */
function rankOf({ touch, consent }: Visit): number {
  return (touch.channel === 'Direct' ? 2 : 0) + (consent === 'region-only' ? 1 : 0)
}

interface Said {
  session: SessionId
  visitor: VisitorId | null
  account: AccountId
  entry: OutboxEntry
}

function sessionRow(visit: Visit, { session, visitor, account, entry, suspect }: Said & { suspect: boolean }): SessionRow {
  const at = timeOfEntry(entry.id)
  const { landing, referrer, touch, device, region, regionBy, language, timeZone, consent, params, startedAt } = visit
  // An entry of before touches told their rule may still wait.
  const { source, medium, campaign, content, term, channel, clickId, clickNetwork, phrase, referrerHost, rule = 'direct' } = touch
  return {
    id: session,
    accountId: account,
    site: entry.site,
    visitor,
    startedAt: new Date(Math.min(startedAt, at.getTime())),
    lastSeenAt: at,
    landing,
    referrer,
    source,
    medium,
    campaign,
    content,
    term,
    channel,
    clickId,
    clickNetwork,
    phrase,
    referrerHost,
    rule,
    touch,
    touchedAt: at,
    touchRank: rankOf(visit),
    touchEntry: entry.id,
    device,
    region,
    regionBy,
    language,
    timeZone,
    consent,
    params,
    paramsSeen: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, [at.getTime(), value]])),
    suspect,
  }
}

function touchRow({ touch }: Visit, { session, visitor, account, entry }: Said & { visitor: VisitorId }): TouchRow {
  const at = timeOfEntry(entry.id)
  return {
    site: entry.site,
    visitor,
    session,
    mark: touch.channel === 'Direct' ? 'direct' : campaignMark(touch),
    accountId: account,
    entry: entry.id,
    at,
    direct: touch.channel === 'Direct',
    touch: { ...touch, at: at.getTime() },
  }
}

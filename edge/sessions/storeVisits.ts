import { sql } from 'drizzle-orm'
import type { AccountId, E164, PageId, SessionId, VisitorId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { leases, sessionEvents, sessions } from '../db/schema.ts'
import type { EdgeEvent } from '../leases/edgeTimes.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import type { SlotLease } from '../pool/pool.port.ts'
import { timeOfEntry } from '../pool/timeOfEntry.ts'
import type { Visit } from './visit.ts'

type LeaseEntry = Extract<OutboxEntry, { type: 'lease' }>
type BeaconEntry = Extract<OutboxEntry, { type: 'beacon' }>
type NoteEntry = Extract<OutboxEntry, { type: 'note' }>

type SessionRow = typeof sessions.$inferInsert
type EventRow = typeof sessionEvents.$inferInsert
type LeaseRow = typeof leases.$inferInsert

/** What a batch of outbox entries says of visits, as rows. */
export interface VisitRows {
  sessions: SessionRow[]
  events: EventRow[]
  leases: LeaseRow[]
  /** Sessions that were heard of at a time without anything else to tell. */
  seen: { session: SessionId; at: Date }[]
  /** Numbers by the last time that they were shown. */
  shown: Map<E164, Date>
}

/** Outbox entries → rows. Pure; entries come in the order in which they were written. */
export function visitRows(entries: (LeaseEntry | BeaconEntry | NoteEntry)[], account: AccountId): VisitRows {
  const byId = new Map<SessionId, SessionRow>()
  const rows: VisitRows = { sessions: [], events: [], leases: [], seen: [], shown: new Map() }

  function addSession(
    entry: OutboxEntry,
    { session, visitor, visit, suspect }: { session: SessionId; visitor: VisitorId | null; visit: string; suspect: boolean },
  ): void {
    const at = timeOfEntry(entry.id)
    const known = byId.get(session)
    if (known) {
      if (known.lastSeenAt < at) known.lastSeenAt = at
      return
    }
    byId.set(session, sessionRow(JSON.parse(visit) as Visit, { id: session, visitor, account, entry, at, suspect }))
  }

  function addLeases(entry: LeaseEntry | BeaconEntry, slots: SlotLease[], visitor: VisitorId | null, request: string | null): void {
    const at = timeOfEntry(entry.id)
    const { rules = {} } = entry.type === 'lease' ? (JSON.parse(entry.visit) as Visit) : {}
    for (const lease of slots) {
      if (lease.kind !== 'leased') continue
      const { slot, number, route: routeId, region, how, step, rest, shared } = lease
      const { site, id, session, page } = entry
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
        rule: how === 'static' ? (rules[slot] ?? null) : null,
        step,
        restMs: rest,
        shared,
        at,
      })
      rows.shown.set(number, at)
    }
  }

  function addEvents(entry: OutboxEntry, { session, page, events }: { session: SessionId; page: PageId; events: EdgeEvent[] }): void {
    for (const { id, type, at, ...data } of events) {
      rows.events.push({ id, site: entry.site, session, page, type, at: new Date(at), data })
    }
  }

  for (const entry of entries) {
    if (entry.type === 'lease') {
      addSession(entry, entry)
      addLeases(entry, entry.slots, entry.visitor, entry.request)
    } else if (entry.type === 'beacon') {
      addEvents(entry, { session: entry.session, page: entry.page, events: JSON.parse(entry.events) as EdgeEvent[] })
      addLeases(entry, entry.replaced, null, null)
      rows.seen.push({ session: entry.session, at: timeOfEntry(entry.id) })
    } else if (entry.kind === 'visit') {
      addSession(entry, { suspect: false, ...(JSON.parse(entry.body) as { session: SessionId; visitor: VisitorId | null; visit: string }) })
    } else if (entry.kind === 'events') {
      addEvents(entry, JSON.parse(entry.body) as { session: SessionId; page: PageId; events: EdgeEvent[] })
    }
  }
  rows.sessions = [...byId.values()]
  return rows
}

function sessionRow(
  visit: Visit,
  {
    id,
    visitor,
    account,
    entry,
    at,
    suspect,
  }: { id: SessionId; visitor: VisitorId | null; account: AccountId; entry: OutboxEntry; at: Date; suspect: boolean },
): SessionRow {
  const { source, medium, campaign, content, term, channel, clickId, clickNetwork } = visit.touch
  return {
    id,
    accountId: account,
    site: entry.site,
    visitor,
    startedAt: new Date(Math.min(visit.startedAt, at.getTime())),
    lastSeenAt: at,
    landing: visit.landing,
    referrer: visit.referrer,
    source,
    medium,
    campaign,
    content,
    term,
    channel,
    clickId,
    clickNetwork,
    device: visit.device,
    region: visit.region,
    regionBy: visit.regionBy,
    language: visit.language,
    timeZone: visit.timeZone,
    consent: visit.consent,
    params: visit.params,
    suspect,
  }
}

/**
 * The statements that store such rows, for one transaction. Storing them twice changes nothing: sessions
 * are told apart by id, events by the sender's id, leases by their outbox entry; totals grow only by
 * events that were new. A session of another site with the same id is left alone.
 */
export function storeVisits(db: Database, rows: VisitRows) {
  const statements = []
  if (rows.sessions.length) {
    statements.push(
      db
        .insert(sessions)
        .values(rows.sessions)
        .onConflictDoUpdate({
          target: sessions.id,
          set: {
            lastSeenAt: sql`greatest(${sessions.lastSeenAt}, excluded.last_seen_at)`,
            params: sql`${sessions.params} || excluded.params`,
          },
          setWhere: sql`${sessions.site} = excluded.site`,
        }),
    )
  }
  if (rows.leases.length) statements.push(db.insert(leases).values(rows.leases).onConflictDoNothing())
  if (rows.events.length) statements.push(db.execute(eventsStatement(rows.events)))
  if (rows.seen.length) {
    const values = sql.join(
      rows.seen.map(({ session, at }) => sql`(${session}::text, ${at.toISOString()}::timestamptz)`),
      sql`, `,
    )
    statements.push(
      db.execute(sql`update sessions set last_seen_at = seen.at
        from (select id, max(at) as at from (values ${values}) as v(id, at) group by id) as seen
        where sessions.id = seen.id and sessions.last_seen_at < seen.at`),
    )
  }
  if (rows.shown.size) {
    const values = sql.join(
      [...rows.shown].map(([number, at]) => sql`(${number}::text, ${at.toISOString()}::timestamptz)`),
      sql`, `,
    )
    statements.push(
      db.execute(sql`update numbers set last_used_at = shown.at from (values ${values}) as shown(number, at)
        where numbers.number = shown.number and (numbers.last_used_at is null or numbers.last_used_at < shown.at)`),
    )
  }
  return statements
}

/** Inserts events and, in the same statement, adds only those that were new to their sessions' totals. */
function eventsStatement(rows: EventRow[]) {
  const values = sql.join(
    rows.map(
      ({ id, site, session, page, type, at, data }) =>
        sql`(${id}, ${site}, ${session}, ${page}, ${type}, ${at.toISOString()}::timestamptz, ${JSON.stringify(data)}::jsonb)`,
    ),
    sql`, `,
  )
  return sql`with added as (
      insert into session_events (id, site, session, page, type, at, data) values ${values}
      on conflict do nothing returning site, session, type, at, data
    ), totals as (
      select site, session, max(at) as at,
        count(*) filter (where type = 'page') as views,
        coalesce(sum((data->>'engaged')::bigint) filter (where type = 'engagement'), 0) as engaged
      from added group by site, session
    ), named as (
      select a.site, a.session, jsonb_object_agg(p.key, p.value order by a.at) as params
      from added a, lateral jsonb_each(a.data->'params') as p where a.type = 'params' group by a.site, a.session
    )
    update sessions set page_views = page_views + totals.views, engaged_ms = engaged_ms + totals.engaged,
      params = sessions.params || coalesce(named.params, '{}'::jsonb)
    from totals left join named on named.session = totals.session and named.site = totals.site
    where sessions.id = totals.session and sessions.site = totals.site`
}

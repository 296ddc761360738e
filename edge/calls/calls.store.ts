import { and, eq, or, sql } from 'drizzle-orm'
import type { Attribution } from '../attribution/attribution.ts'
import type { CallId, ConnectionId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { type IdSource, newId } from '../ids.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { events } from '../jobs/events.table.ts'
import { callEvents, calls } from './calls.table.ts'
import { eventKey } from './eventKey.ts'
import { foldCall } from './foldCall.ts'

export type CallRow = typeof calls.$inferSelect
type EventRow = typeof callEvents.$inferSelect

/** A call that events were recorded of; `before` is its row until then, null for a new call. */
export interface RecordedCall {
  call: CallRow
  before: CallRow | null
  /** ms, edge clock: when its first event reached us. */
  firstReceivedAt: number
}

/** Rows of one statement; Postgres takes 65,535 parameters. */
const CHUNK = 500

/**
 * Stores events, each once, and brings the calls they belong to up to date. Any number of writers may run at once and again:
 * the events are committed before they are read back, so that whichever writer commits last folds all of them, and a fold of
 * fewer events never overwrites one of more.
 */
export async function recordCallEvents(db: Database, deliveries: CallDelivery[], ids: IdSource): Promise<RecordedCall[]> {
  const recorded: RecordedCall[] = []
  for (let i = 0; i < deliveries.length; i += CHUNK) {
    recorded.push(...(await recordChunk(db, deliveries.slice(i, i + CHUNK), ids)))
  }
  return recorded
}

async function recordChunk(db: Database, deliveries: CallDelivery[], ids: IdSource): Promise<RecordedCall[]> {
  await db.insert(callEvents).values(deliveries.map(eventRow)).onConflictDoNothing()
  const touched = new Map(
    deliveries.map(({ connection, event }) => [`${connection} ${event.externalId}`, [connection, event.externalId] as const]),
  )
  const touching = (table: typeof callEvents | typeof calls) =>
    or(
      ...[...touched.values()].map(([connection, externalId]) => and(eq(table.connectionId, connection), eq(table.externalId, externalId))),
    )
  const [events, before] = await db.batch([
    db.select().from(callEvents).where(touching(callEvents)),
    db.select().from(calls).where(touching(calls)),
  ])
  const rows = [...touched.keys()].map((key) =>
    callRow(
      events.filter((event) => callKey(event) === key),
      ids,
    ),
  )
  await db
    .insert(calls)
    .values(rows)
    .onConflictDoUpdate({
      target: [calls.connectionId, calls.externalId],
      set: FOLDED,
      setWhere: sql`${calls.eventCount} <= excluded.event_count`,
    })
  const now = await db.select().from(calls).where(touching(calls))
  return now.map((call) => ({
    call,
    before: before.find((row) => row.id === call.id) ?? null,
    firstReceivedAt: Math.min(...events.filter((event) => callKey(event) === callKey(call)).map(({ receivedAt }) => receivedAt)),
  }))
}

const callKey = ({ connectionId, externalId }: { connectionId: ConnectionId; externalId: string }) => `${connectionId} ${externalId}`

/** Columns that a fold brings up to date; the rest of the row is not its business. */
const FOLDED = {
  accountId: sql`case when excluded.site is null then ${calls.accountId} else excluded.account_id end`,
  site: sql`coalesce(excluded.site, ${calls.site})`,
  number: sql`coalesce(excluded.number, ${calls.number})`,
  routeId: sql`coalesce(excluded.route_id, ${calls.routeId})`,
  region: sql`coalesce(excluded.region, ${calls.region})`,
  caller: sql`excluded.caller`,
  direction: sql`excluded.direction`,
  status: sql`excluded.status`,
  startedAt: sql`excluded.started_at`,
  answeredAt: sql`excluded.answered_at`,
  endedAt: sql`excluded.ended_at`,
  endReason: sql`excluded.end_reason`,
  talkSec: sql`excluded.talk_sec`,
  waitSec: sql`excluded.wait_sec`,
  recordings: sql`excluded.recordings`,
  eventCount: sql`excluded.event_count`,
  spam: sql`coalesce(excluded.spam, ${calls.spam})`,
  updatedAt: sql`now()`,
}

function eventRow({ connection, account, line, receivedAt, event }: CallDelivery): typeof callEvents.$inferInsert {
  return {
    connectionId: connection,
    key: eventKey(event),
    externalId: event.externalId,
    accountId: account,
    site: line?.site ?? null,
    routeId: line?.route ?? null,
    region: line?.region ?? null,
    event,
    at: new Date(event.at),
    receivedAt,
  }
}

function callRow(events: EventRow[], ids: IdSource): typeof calls.$inferInsert {
  const [first, ...rest] = events
  const call = foldCall([first!.event, ...rest.map(({ event }) => event)])
  const line = events.find(({ site, event }) => site !== null && event.to === call.number) ?? events.find(({ site }) => site !== null)
  return {
    id: newId<CallId>('cal', ids),
    connectionId: first!.connectionId,
    externalId: call.externalId,
    // Events that name no number come as the connection's owner's; the number tells whose the call is.
    accountId: (line ?? first!).accountId,
    site: line?.site ?? null,
    number: call.number,
    routeId: line?.routeId ?? null,
    region: line?.region ?? null,
    caller: call.caller,
    direction: call.direction,
    status: call.status,
    startedAt: new Date(call.startedAt),
    answeredAt: call.answeredAt === null ? null : new Date(call.answeredAt),
    endedAt: call.endedAt === null ? null : new Date(call.endedAt),
    endReason: call.endReason,
    talkSec: call.talkSec,
    waitSec: call.waitSec,
    recordings: call.recordings,
    eventCount: call.eventCount,
    spam: call.spam ? 'block-list' : null,
  }
}

/**
 * Who brought a call. `evidenceAt` (ms) is when the evidence was taken: older evidence never overwrites newer,
 * nor does the same twice. `change` is the event to write in the same step, where it changes what `call.started` told. Gives whether it was written.
 */
export async function recordAttribution(
  db: Database,
  {
    call,
    attribution,
    evidenceAt,
    change,
  }: { call: CallId; attribution: Attribution; evidenceAt: number; change?: typeof events.$inferInsert | null },
): Promise<boolean> {
  const at = new Date(evidenceAt)
  const { label, session, visitor, confidence, candidates, background, threshold, source } = attribution
  const update = db
    .update(calls)
    .set({
      label,
      session,
      visitor,
      confidence,
      candidates,
      background,
      threshold,
      source: source ?? null,
      attributedAt: at,
      updatedAt: sql`now()`,
    })
    .where(and(eq(calls.id, call), or(sql`${calls.attributedAt} is null`, sql`${calls.attributedAt} < ${at}`)))
    .returning({ id: calls.id })
  if (!change) return (await update).length > 0
  const { id, accountId, type, cause, data } = change
  const [written] = await db.batch([
    update,
    db.execute(sql`
      insert into events (id, account_id, type, cause, data, at)
      select ${id}, ${accountId}, ${type}, ${cause}, ${JSON.stringify(data)}::jsonb, ${change.at}
      where exists (select 1 from calls where id = ${call} and attributed_at = ${at})
        and exists (select 1 from events where cause = ${`call.started:${call}`})
      on conflict do nothing`),
  ])
  return written.length > 0
}

import { and, asc, eq, gt, gte, isNull, lt, notExists, sql } from 'drizzle-orm'
import type { CallDelivery } from '../calls/callDelivery.ts'
import { recordCallEvents } from '../calls/calls.store.ts'
import { raiseCallEvents } from '../calls/raiseCallEvents.ts'
import { DAY, HOUR } from '../clock.ts'
import { callEvents, calls, events } from '../db/schema.ts'
import type { JobServices } from './jobServices.ts'

/** Nobody talks that long without a word of it from the provider. */
export const SILENCE = 6 * HOUR
/** Calls of one turn. */
const TURN = 500

type LostServices = Pick<JobServices, 'db' | 'clock' | 'ids'>

/**
 * Hourly: calls that are not over and of which nothing was heard for long are ended, by an event that says why. Its key tells it from every
 * provider's, so that it is written once, and an end that comes after all outweighs it.
 */
export async function endLostCalls(services: LostServices): Promise<void> {
  await tellEnded(services)
  for (;;) {
    const found = await silentCalls(services)
    if (!found.length) return
    const recorded = await recordCallEvents(services.db, found, services.ids)
    await raiseCallEvents(services, { recorded, deliveries: found })
    if (found.length < TURN) return
  }
}

async function silentCalls({ db, clock }: LostServices): Promise<CallDelivery[]> {
  const now = clock()
  const heardLately = db
    .select({ one: sql`1` })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.connectionId, calls.connectionId),
        eq(callEvents.externalId, calls.externalId),
        gt(callEvents.receivedAt, now - SILENCE),
      ),
    )
  const rows = await db
    .select({
      call: calls,
      heardAt: sql<
        string | null
      >`(select max(e.at) from call_events e where e.connection_id = calls.connection_id and e.external_id = calls.external_id)`,
    })
    .from(calls)
    .where(and(isNull(calls.endedAt), lt(calls.startedAt, new Date(now - SILENCE)), notExists(heardLately)))
    .orderBy(asc(calls.startedAt))
    .limit(TURN)
  return rows.map(({ call, heardAt }): CallDelivery => {
    const { connectionId: connection, accountId: account, externalId, site, routeId: route, region, number } = call
    const at = new Date(heardAt ?? call.startedAt).getTime()
    return {
      connection,
      account,
      line: site && route && region ? { site, route, region, source: call.source } : null,
      receivedAt: now,
      event: { externalId, leg: 'rotary', type: 'end', at, lost: true, ...(number && { to: number }) },
    }
  })
}

/** What a kill between storing an end and telling of it has left. */
async function tellEnded(services: LostServices): Promise<void> {
  const { db, clock } = services
  const told = db
    .select({ one: sql`1` })
    .from(events)
    .where(eq(events.cause, sql`'call.ended:' || ${calls.id}`))
  const rows = await db
    .select()
    .from(calls)
    .where(and(eq(calls.endReason, 'lost'), gte(calls.updatedAt, new Date(clock() - DAY)), notExists(told)))
  const recorded = rows.map((call) => ({ call, before: null, firstReceivedAt: call.startedAt.getTime() }))
  await raiseCallEvents(services, { recorded, deliveries: [] })
}

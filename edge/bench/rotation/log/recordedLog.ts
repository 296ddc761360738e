import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { SiteKey } from '../../../brands.ts'
import { calls } from '../../../calls/calls.table.ts'
import { DAY, HOUR } from '../../../clock.ts'
import type { Database } from '../../../db/client.ts'
import { regionOfNumber } from '../../../regions/regionOfNumber.ts'
import { sessionEvents, sessions } from '../../../sessions/sessions.table.ts'
import { logOf } from './logOf.ts'

/** A tap is taken for the truth from this confidence on. */
const SURE = 0.95
/** Callers of so long before the log are known to call again. */
const EARLIER = 180 * DAY

/** The last Monday 0:00 UTC at least so many days before a moment. */
const mondayBefore = (now: number, days: number): number => {
  const day = Math.floor((now - days * DAY) / DAY)
  return (day - ((day + 3) % 7)) * DAY
}

/** The anonymised log of a site's last weeks, from Postgres. */
export const recordedLog = async (db: Database, { site, now, days }: { site: SiteKey; now: number; days: number }): Promise<string> => {
  const start = mondayBefore(now, days)
  const from = new Date(start)
  const visits = await db
    .select({
      session: sessions.id,
      visitor: sessions.visitor,
      startedAt: sessions.startedAt,
      lastSeenAt: sessions.lastSeenAt,
      device: sessions.device,
      region: sessions.region,
      suspect: sessions.suspect,
    })
    .from(sessions)
    .where(and(eq(sessions.site, site), gte(sessions.startedAt, from)))
  const events = await db
    .select({
      session: sessionEvents.session,
      type: sessionEvents.type,
      first: sql<string>`min(${sessionEvents.at})`,
      last: sql<string>`max(${sessionEvents.at})`,
    })
    .from(sessionEvents)
    .where(and(eq(sessionEvents.site, site), gte(sessionEvents.at, from), inArray(sessionEvents.type, ['tap', 'intent', 'copy'])))
    .groupBy(sessionEvents.session, sessionEvents.type)
  const rings = await db
    .select({ at: calls.startedAt, caller: calls.caller, label: calls.label, confidence: calls.confidence, session: calls.session })
    .from(calls)
    .where(and(eq(calls.site, site), eq(calls.direction, 'in'), gte(calls.startedAt, new Date(start - EARLIER))))
    .orderBy(asc(calls.startedAt))
  const taps = new Map<string, number>()
  const intents = new Map<string, number>()
  for (const { session, type, first, last } of events) {
    if (type === 'tap') taps.set(session, new Date(last).getTime())
    else intents.set(session, Math.min(intents.get(session) ?? Infinity, new Date(first).getTime()))
  }
  return logOf({
    start,
    span: Math.ceil((now - start) / HOUR) * HOUR,
    visits: visits.map((visit) => ({
      ...visit,
      startedAt: visit.startedAt.getTime(),
      lastSeenAt: visit.lastSeenAt.getTime(),
      tap: taps.get(visit.session) ?? null,
      intent: intents.get(visit.session) ?? null,
    })),
    calls: rings.map(({ at, caller, label, confidence, session }) => ({
      at: at.getTime(),
      caller,
      region: caller === null ? null : regionOfNumber(caller),
      session: label === 'tap' && (confidence ?? 0) >= SURE ? session : null,
    })),
  })
}

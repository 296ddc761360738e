import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { DAY, HOUR } from '../clock.ts'
import type { PoolRef } from '../pool/pool.port.ts'

export interface PoolWeekRecord {
  /** By hour, oldest first; hours without visits are left out. */
  load: { /** Start of the hour, ISO 8601. */ at: string; visits: number; shared: number }[]
  calls: number
  /** Of those: nobody was named. */
  unknownCalls: number
}

/** The last seven days of a pool: visits that were given a number, by hour, and what became of its calls. Spam is no call here. */
export async function poolWeek(db: Database, { site, route, region }: PoolRef, now: number): Promise<PoolWeekRecord> {
  const from = now - 7 * DAY
  const [{ rows: hours }, { rows: calls }] = await db.batch([
    db.execute<{ hour: number; visits: number; shared: number }>(sql`
      select floor(extract(epoch from l.at) * 1000 / ${HOUR}::int)::int as hour, count(distinct l.session)::int as visits,
        (count(distinct l.session) filter (where l.shared))::int as shared
      from leases l
      where l.site = ${site} and l.entry >= ${String(from)} and l.entry < ${String(now)}
        and l.at >= ${new Date(from - DAY).toISOString()}::timestamptz and l.route_id = ${route} and l.region = ${region}
        and l.how not in ('sink', 'static', 'overflow')
      group by 1 order by 1`),
    db.execute<{ calls: number; unknown: number }>(sql`
      select count(*)::int as calls, (count(*) filter (where c.session is null))::int as unknown
      from calls c
      where c.site = ${site} and c.started_at > ${new Date(from).toISOString()}::timestamptz and c.route_id = ${route} and c.region = ${region}
        and c.label is not null and c.label <> 'static' and not coalesce(c.spam_verdict, c.spam is not null)`),
  ])
  const { calls: all = 0, unknown = 0 } = calls[0] ?? {}
  return { load: hours.map(({ hour, ...row }) => ({ at: new Date(hour * HOUR).toISOString(), ...row })), calls: all, unknownCalls: unknown }
}

import { sql } from 'drizzle-orm'
import type { RegionCode, RouteId, SiteKey } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { POLICY } from '../pool/policy.ts'
import { VISIBLE } from '../pool/size.ts'
import type { HourlyDemand } from './busiestHour.ts'

/** What four weeks of recorded leases say of a site. */
export interface SiteDemand {
  /** ms of the oldest lease, four weeks back at most; null = there was none. */
  since: number | null
  /** d: ms that a visit shows its numbers, in the mean. */
  visible: number
  /** By `route|region`. */
  pools: Map<string, HourlyDemand>
}

/** Mean times of fewer visits say little. */
const ENOUGH_VISITS = 200

/**
 * Demand on a site's pools: distinct visits by hour. A visit whose own region had nothing free counts there, wherever its number came
 * from. Suspects, static and overflow numbers do not count, nor does who was given his own number again: that takes none from the line. `pools`: those that there are, `route|region`.
 */
export async function hourlyDemand(
  db: Database,
  { site, pools, now }: { site: SiteKey; pools: ReadonlySet<string>; now: number },
): Promise<SiteDemand> {
  // An outbox id begins with its time in ms, 13 digits for centuries: the primary key finds the range.
  const from = now - 28 * DAY
  // The day before is for clocks: `at` is what tells which partitions to read.
  const oldest = new Date(from - DAY).toISOString()
  const range = sql`l.site = ${site} and l.entry >= ${String(from)} and l.entry < ${String(now)} and l.at >= ${oldest}::timestamptz`
  const [{ rows }, { rows: totals }] = await db.batch([
    db.execute<{ route: RouteId; region: RegionCode; visitor: RegionCode | null; fallen: boolean; hour: number; visits: number }>(sql`
      select l.route_id as route, l.region, s.region as visitor, l.step > 0 as fallen,
        floor(extract(epoch from l.at) * 1000 / ${HOUR}::int)::int as hour, count(distinct l.session)::int as visits
      from leases l left join sessions s on s.id = l.session and s.site = l.site
      where ${range} and l.how not in ('sticky', 'sink', 'static', 'overflow') and not coalesce(s.suspect, false)
      group by 1, 2, 3, 4, 5`),
    db.execute<{ since: string | null; visits: number; visible: number | null }>(sql`
      select (select min(l.at) from leases l where ${range}) as since, count(*)::int as visits,
        avg(least(extract(epoch from s.last_seen_at - s.started_at) * 1000, ${POLICY.leaseMax}::int))::float as visible
      from sessions s
      where s.site = ${site} and s.last_seen_at >= ${new Date(from).toISOString()}::timestamptz and not s.suspect
        and exists (select 1 from leases l where l.session = s.id and l.site = s.site)`),
  ])
  const demand = new Map<string, Map<number, number>>()
  for (const { route, region, visitor, fallen, hour, visits } of rows) {
    const own = `${route}|${visitor}`
    const name = fallen && pools.has(own) ? own : `${route}|${region}`
    const hours = demand.get(name) ?? new Map<number, number>()
    hours.set(hour, (hours.get(hour) ?? 0) + visits)
    demand.set(name, hours)
  }
  const { since = null, visits = 0, visible = null } = totals[0] ?? {}
  return {
    since: since === null ? null : new Date(since).getTime(),
    visible: visits >= ENOUGH_VISITS && visible !== null ? Math.max(visible, POLICY.beacon) : VISIBLE,
    pools: demand,
  }
}

import { sql } from 'drizzle-orm'
import type { E164, RegionCode, SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import type { Database } from '../db/client.ts'
import type { StoredNumber } from './chooseReleases.ts'
import type { RegionStock } from './planOrder.ts'
import { STORED_SINCE } from './timeStored.ts'

/** Half a year of net draw. */
const DAYS = 182

export interface RegionInventory extends Omit<RegionStock, 'exitsDue'> {
  region: RegionCode
  stored: (StoredNumber & { site: SiteKey | null; healthy: boolean })[]
}

/** The operator's inventory by region: companies' own numbers are not part of it. */
export async function regionStock(db: Database, now: number): Promise<RegionInventory[]> {
  const from = new Date(now - DAYS * DAY).toISOString()
  const [{ rows: counts }, { rows: draws }, { rows: stored }] = await db.batch([
    db.execute<{ region: RegionCode; free: number; active: number }>(sql`
      select n.region, (count(*) filter (where n.state = 'free' and n.unhealthy is null))::int as free, (count(*) filter (where n.state = 'active'))::int as active
      from numbers n where n.owner_id is null and n.state <> 'retired' group by 1 order by 1`),
    db.execute<{ region: RegionCode; day: number; net: number }>(sql`
      select n.region, floor((${now}::bigint - extract(epoch from m.at) * 1000) / ${DAY}::bigint)::int as day,
        sum(case when m.from_state = 'free' then 1 else -1 end)::int as net
      from number_moves m join numbers n on n.number = m.number
      where n.owner_id is null and m.at > ${from}::timestamptz
        and ((m.from_state = 'free' and m.to_state in ('stock', 'active')) or (m.from_state = 'stored' and m.to_state = 'free'))
      group by 1, 2`),
    db.execute<{ number: E164; region: RegionCode; site: SiteKey | null; since: string; calls: number; healthy: boolean }>(sql`
      select n.number, n.region, n.site, n.unhealthy is null as healthy, ${STORED_SINCE} as since,
        (select count(*)::int from calls c where c.number = n.number and c.started_at > n.state_since - interval '180 days') as calls
      from numbers n where n.owner_id is null and n.state = 'stored'`),
  ])
  return counts.map(({ region, free, active }) => {
    const net = Array.from({ length: DAYS }, () => 0)
    for (const draw of draws) if (draw.region === region && draw.day >= 0 && draw.day < DAYS) net[DAYS - 1 - draw.day] = draw.net
    return {
      region,
      free,
      active,
      draws: net,
      stored: stored.filter((one) => one.region === region).map(({ since, ...one }) => ({ ...one, since: new Date(since).getTime() })),
    }
  })
}

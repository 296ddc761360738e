import { and, eq, gte, notInArray, sql } from 'drizzle-orm'
import type { AccountId, RegionCode, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { leases, sessions } from '../db/schema.ts'

export interface RegionShare {
  site: SiteKey
  /** The visitors' region; null = not known. */
  region: RegionCode | null
  leases: number
  /** Leases that gave a number of that very region. */
  own: number
  /** own / leases, 0..1 */
  share: number
}

/** How many visitors of each region got a number of their own region, most leases first. Numbers that stand for a source do not count. */
export async function ownRegionShare(
  db: Database,
  { account, site, since }: { account: AccountId; site: SiteKey | null; since: Date },
): Promise<RegionShare[]> {
  const all = sql<number>`count(*)::int`
  const own = sql<number>`count(*) filter (where ${leases.region} = ${sessions.region})::int`
  const rows = await db
    .select({ site: leases.site, region: sessions.region, leases: all, own })
    .from(leases)
    .innerJoin(sessions, and(eq(sessions.id, leases.session), eq(sessions.site, leases.site)))
    .where(
      and(
        eq(sessions.accountId, account),
        site ? eq(leases.site, site) : undefined,
        gte(leases.at, since),
        notInArray(leases.how, ['static', 'sink', 'overflow']),
      ),
    )
    .groupBy(leases.site, sessions.region)
    .orderBy(sql`count(*) desc`)
  return rows.map((row) => ({ ...row, share: row.leases ? row.own / row.leases : 0 }))
}

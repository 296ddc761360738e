import { and, eq, sql } from 'drizzle-orm'
import type { AccountId, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { sites } from '../db/schema.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { startingSize } from '../pool/size.ts'
import { restOf } from '../sites/sitePolicy.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'

/** A pool as Postgres counts it; growth within the last second may not be in it yet. */
export interface SitePool extends PoolRef {
  account: AccountId
  /** N. */
  size: number
  /** R*, ms. */
  rest: number
  /** Whether N comes from what was measured. */
  measured: boolean
  /** The site does not let it grow. */
  fixed: boolean
  active: number
  draining: number
  stock: number
}

/** The pools of enabled sites, of all or of one account or site, in order. Static numbers are in no pool. */
export async function sitePools(db: Database, { account, site }: { account?: AccountId; site?: SiteKey } = {}): Promise<SitePool[]> {
  const [owners, { rows }] = await db.batch([
    db
      .select({ key: sites.key, account: sites.accountId, options: sites.options })
      .from(sites)
      .where(and(eq(sites.enabled, true), account ? eq(sites.accountId, account) : undefined, site ? eq(sites.key, site) : undefined))
      .orderBy(sites.key),
    db.execute<{ site: SiteKey; route: RouteId; region: RegionCode; active: number; draining: number; stock: number }>(sql`
      select n.site, n.route_id as route, n.region, (count(*) filter (where n.state = 'active'))::int as active,
        (count(*) filter (where n.state = 'draining'))::int as draining, (count(*) filter (where n.state = 'stock'))::int as stock
      from numbers n
      where n.site is not null and n.route_id is not null and n.source is null and n.state in ('active', 'draining', 'stock')
        ${account ? sql`and n.account_id = ${account}` : sql``} ${site ? sql`and n.site = ${site}` : sql``}
      group by 1, 2, 3 order by 1, 2, 3`),
  ])
  return owners.flatMap(({ key, account: owner, options }) => {
    const inForce = { ...DEFAULT_OPTIONS, ...options }
    const { sizes, sessionsPerDay, growth } = inForce
    const rest = restOf(inForce)
    const counted = rows.filter((row) => row.site === key)
    const named = new Set(counted.map(({ route, region }) => `${route}|${region}`))
    // A pool that lost all its numbers is still one that the site has.
    const lost = Object.keys(sizes)
      .filter((name) => !named.has(name))
      .map((name) => {
        const [route, region] = name.split('|') as [RouteId, RegionCode]
        return { site: key, route, region, active: 0, draining: 0, stock: 0 }
      })
    return [...counted, ...lost].map((pool): SitePool => {
      const measured = sizes[`${pool.route}|${pool.region}`]
      const size = measured ?? startingSize(sessionsPerDay, rest)
      return { ...pool, account: owner, size, rest, measured: measured !== undefined, fixed: growth === 0 }
    })
  })
}

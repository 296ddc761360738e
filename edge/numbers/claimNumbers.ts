import { sql } from 'drizzle-orm'
import type { AccountId, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { type MovedNumber, moveNumbers } from './moveNumbers.store.ts'

export interface Claim {
  site: SiteKey
  account: AccountId
  route: RouteId
  region: RegionCode
  count: number
  to: 'stock' | 'active'
  cause: string
  /** ms */
  now: number
}

/**
 * Binds unused numbers of a region to a site: first what the company has in storage (stray calls then reach whom they were meant
 * for), the site's own newest ones before its other sites'; then its own free numbers, then the operator's, longest free first.
 */
export async function claimNumbers(db: Database, { site, account, route, region, count, to, cause, now }: Claim): Promise<MovedNumber[]> {
  if (count <= 0) return []
  return moveNumbers(db, {
    where: sql`n.region = ${region} and n.unhealthy is null and (
      (n.state = 'stored' and n.account_id = ${account}) or
      (n.state = 'free' and (n.owner_id = ${account} or n.owner_id is null)))`,
    order: sql`n.state = 'stored' desc, n.site is not distinct from ${site}::text desc, n.owner_id is not null desc,
      case when n.state = 'stored' then n.state_since end desc, n.state_since, n.number`,
    limit: count,
    to,
    set: sql`account_id = ${account}, site = ${site}, route_id = ${route}, source = null`,
    cause,
    now,
  })
}

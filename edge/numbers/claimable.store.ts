import { sql } from 'drizzle-orm'
import type { AccountId, RegionCode } from '../brands.ts'
import type { Database } from '../db/client.ts'

/** Unused numbers of a region that a company may bind, beside those it may not; `account` null = any company. */
export interface Claimable {
  region: RegionCode
  account: AccountId | null
  count: number
}

export async function claimable(db: Database): Promise<Claimable[]> {
  const { rows } = await db.execute<{ region: RegionCode; account: AccountId | null; count: number }>(sql`
    select n.region, case when n.state = 'stored' then n.account_id else n.owner_id end as account, count(*)::int as count
    from numbers n where n.state in ('free', 'stored') and n.unhealthy is null group by 1, 2`)
  return rows
}

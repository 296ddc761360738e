import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { AccountId, RegionCode } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'
import type { RegionCounts } from './regionTree.ts'

/** Free numbers of all, and the account's bound ones, by region. */
export async function countByRegion(db: Database, account: AccountId): Promise<Map<RegionCode, RegionCounts>> {
  const rows = await db
    .select({
      region: numbers.region,
      free: sql<number>`count(*) filter (where ${numbers.state} = 'free')::int`,
      bound: sql<number>`count(*) filter (where ${numbers.state} <> 'free')::int`,
    })
    .from(numbers)
    .where(or(eq(numbers.state, 'free'), and(eq(numbers.accountId, account), inArray(numbers.state, ['stock', 'active', 'draining']))))
    .groupBy(numbers.region)
  return new Map(rows.map(({ region, free, bound }) => [region, { free, bound }]))
}

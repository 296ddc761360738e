import { and, eq, inArray } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'

/** Which of these are numbers that the company's visitors are shown, or were: they stand on no page by themselves. Nobody else's are told. */
export async function trackingNumbers(db: Database, { account, seen }: { account: AccountId; seen: readonly E164[] }): Promise<E164[]> {
  if (!seen.length) return []
  const rows = await db
    .select({ number: numbers.number })
    .from(numbers)
    .where(and(inArray(numbers.number, [...seen]), eq(numbers.accountId, account)))
  return rows.map(({ number }) => number)
}

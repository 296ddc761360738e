import { and, eq, isNotNull } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import { idempotencyKeys } from '../db/schema.ts'
import { openAnswer } from '../http/keptAnswer.ts'
import type { Services } from '../services.ts'

/** Keys of the account's kept answers that name the person: they are sealed, so that SQL cannot look into them. Of one day, few. */
export async function answersNaming(
  { db, config }: Pick<Services, 'db' | 'config'>,
  { account, names }: { account: AccountId; names: string[] },
): Promise<string[]> {
  const kept = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, account), isNotNull(idempotencyKeys.sealed)))
  const naming: string[] = []
  for (const row of kept) {
    const body = await openAnswer(config, row)
    if (body !== null && names.some((name) => body.includes(name))) naming.push(row.key)
  }
  return naming
}

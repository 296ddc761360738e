import { and, eq, gt, lt, ne } from 'drizzle-orm'
import { DAY } from '../clock.ts'
import type { Database } from '../db/client.ts'
import type { CallRow } from './calls.store.ts'
import { calls } from './calls.table.ts'

/** ms for which a caller may have kept a number. */
export const KEPT = 180 * DAY

/** Whether the caller called this company before: likelier to have kept the number than to have just seen it. */
export async function calledBefore(db: Database, { id, accountId, caller, startedAt }: CallRow): Promise<boolean> {
  if (!caller) return false
  const [earlier] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.accountId, accountId),
        eq(calls.caller, caller),
        lt(calls.startedAt, startedAt),
        gt(calls.startedAt, new Date(startedAt.getTime() - KEPT)),
        eq(calls.direction, 'in'),
        ne(calls.id, id),
      ),
    )
    .limit(1)
  return earlier !== undefined
}

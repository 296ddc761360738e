import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import { previews } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import type { PageWish } from '../http/paging.ts'
import type { Services } from '../services.ts'

/** The account's links, newest first, one more than asked for. */
export async function listLinks(
  { db }: Services,
  { account, limit, after }: PageWish & { account: AccountId },
): Promise<(typeof previews.$inferSelect)[]> {
  const at = after && new Date(after.at)
  return db
    .select()
    .from(previews)
    .where(
      and(
        eq(previews.accountId, account),
        at ? or(lt(previews.createdAt, at), and(eq(previews.createdAt, at), lt(previews.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(previews.createdAt), desc(previews.id))
    .limit(limit + 1)
}

/** Shows nothing from now on. Idempotent. */
export async function revokeLink({ db, clock }: Services, { id, account }: { id: string; account: AccountId }): Promise<void> {
  const mine = and(eq(previews.id, id), eq(previews.accountId, account))
  const revoked = await db
    .update(previews)
    .set({ revokedAt: new Date(clock()) })
    .where(and(mine, isNull(previews.revokedAt)))
    .returning({ id: previews.id })
  if (!revoked.length && !(await db.$count(previews, mine))) throw new RotaryError('not_found', 'There is no such preview')
}

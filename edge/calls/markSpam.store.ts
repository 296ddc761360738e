import { and, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import type { Database } from '../db/client.ts'
import type { CallRow } from './calls.store.ts'
import { calls } from './calls.table.ts'
import { SPAM_WINDOW, findSpam } from './spam.ts'

/** Applies the robocall rules to the callers of calls that have ended; gives the calls marked. What is marked once stays marked until a person says otherwise. */
export async function markSpam(db: Database, ended: CallRow[]): Promise<CallRow[]> {
  const callers = new Map<string, { account: AccountId; caller: E164; at: number }>()
  for (const { accountId: account, caller, startedAt } of ended) {
    if (!caller) continue
    const at = Math.max(startedAt.getTime(), callers.get(`${account} ${caller}`)?.at ?? 0)
    callers.set(`${account} ${caller}`, { account, caller, at })
  }
  return (await Promise.all([...callers.values()].map((one) => markCaller(db, one)))).flat()
}

async function markCaller(db: Database, { account, caller, at }: { account: AccountId; caller: E164; at: number }): Promise<CallRow[]> {
  const rows = await db
    .select({
      id: calls.id,
      number: calls.number,
      startedAt: calls.startedAt,
      talkSec: calls.talkSec,
      waitSec: calls.waitSec,
      spam: calls.spam,
    })
    .from(calls)
    .where(
      and(
        eq(calls.accountId, account),
        eq(calls.caller, caller),
        gte(calls.startedAt, new Date(at - SPAM_WINDOW)),
        lte(calls.startedAt, new Date(at)),
        sql`${calls.endedAt} is not null`,
      ),
    )
    .limit(500)
  const evidence = rows.map((row) => ({ ...row, startedAt: row.startedAt.getTime(), talkSec: row.talkSec ?? 0, waitSec: row.waitSec ?? 0 }))
  const unmarked = new Set(rows.filter(({ spam }) => spam === null).map(({ id }) => id))
  const found = findSpam(evidence)
  const marked: CallRow[] = []
  for (const reason of new Set(found.values())) {
    const ids = [...unmarked].filter((id) => found.get(id) === reason)
    if (!ids.length) continue
    const rows = await db
      .update(calls)
      .set({ spam: reason, updatedAt: sql`now()` })
      .where(and(inArray(calls.id, ids), isNull(calls.spam)))
      .returning()
    marked.push(...rows)
  }
  return marked
}

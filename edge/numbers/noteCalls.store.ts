import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { LIFE } from './lifePolicy.ts'

/** Calls of the last two weeks move the clock of their numbers; it stays so when the calls are deleted. */
export async function noteCalls(db: Database, now: number): Promise<void> {
  const from = new Date(now - LIFE.bound).toISOString()
  await db.execute(sql`
    update numbers n set last_used_at = called.at
    from (select number, max(started_at) as at from calls where number is not null and started_at > ${from}::timestamptz
      and started_at <= ${new Date(now).toISOString()}::timestamptz group by 1) as called
    where n.number = called.number and (n.last_used_at is null or n.last_used_at < called.at)`)
}

import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import { calls, leases, sessions } from '../db/schema.ts'
import type { Services } from '../services.ts'

const MOST = 50

export interface Live {
  sessions: (typeof sessions.$inferSelect & { numbers: E164[] })[]
  calls: { call: typeof calls.$inferSelect; visit: typeof sessions.$inferSelect | null }[]
}

/** Sessions heard of in the last 30 minutes with the numbers that they were shown, and the newest calls with their visits. */
export async function live({ db, clock }: Services, account: AccountId): Promise<Live> {
  const since = new Date(clock() - 30 * MINUTE)
  const [recent, newest] = await db.batch([
    db
      .select()
      .from(sessions)
      .where(and(eq(sessions.accountId, account), gt(sessions.lastSeenAt, since)))
      .orderBy(desc(sessions.lastSeenAt))
      .limit(MOST),
    db
      .select({ call: calls, visit: sessions })
      .from(calls)
      .leftJoin(sessions, and(eq(sessions.id, calls.session), eq(sessions.accountId, calls.accountId)))
      .where(eq(calls.accountId, account))
      .orderBy(desc(calls.startedAt), desc(calls.id))
      .limit(MOST),
  ])
  const shown = recent.length
    ? await db
        .selectDistinct({ session: leases.session, number: leases.number })
        .from(leases)
        .where(
          inArray(
            leases.session,
            recent.map((session) => session.id),
          ),
        )
    : []
  return {
    sessions: recent.map((session) => ({
      ...session,
      numbers: shown.filter((lease) => lease.session === session.id).map((lease) => lease.number),
    })),
    calls: newest,
  }
}

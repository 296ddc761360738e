import { and, asc, eq, gte, inArray } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { events, leases, sessions, sites } from '../db/schema.ts'
import type { LiveItem, ReadLive } from './liveFeed.ts'

const MOST = 500

/** Sessions, numbers given and events (calls, pools, webhooks) as Postgres has them: three queries in one round trip. */
export function readLive(db: Database): ReadLive {
  return async (accounts, since) => {
    if (!accounts.length) return []
    const from = new Date(since)
    const [seen, given, told] = await db.batch([
      db
        .select()
        .from(sessions)
        .where(and(inArray(sessions.accountId, accounts), gte(sessions.lastSeenAt, from)))
        .orderBy(asc(sessions.lastSeenAt))
        .limit(MOST),
      db
        .select({ lease: leases, account: sites.accountId })
        .from(leases)
        .innerJoin(sites, eq(sites.key, leases.site))
        .where(and(inArray(sites.accountId, accounts), gte(leases.at, from)))
        .orderBy(asc(leases.at))
        .limit(MOST),
      db
        .select()
        .from(events)
        .where(and(inArray(events.accountId, accounts), gte(events.at, from)))
        .orderBy(asc(events.at))
        .limit(MOST),
    ])
    return [
      ...seen.map(({ accountId, ...session }): LiveItem => {
        const at = session.lastSeenAt.getTime()
        return { account: accountId, event: 'session', at, key: `${session.id}:${at}`, data: session }
      }),
      ...given.map(({ lease, account }): LiveItem => {
        const { session, slot, number, region, shared, at, site } = lease
        return {
          account,
          event: 'lease',
          at: at.getTime(),
          key: `${site}:${lease.entry}:${slot}`,
          data: { site, session, slot, number, region, shared, at },
        }
      }),
      ...told.flatMap(({ id, accountId, type, data, at }): LiveItem[] =>
        accountId ? [{ account: accountId, event: type, at: at.getTime(), key: id, data: { id, ...data } }] : [],
      ),
    ]
  }
}

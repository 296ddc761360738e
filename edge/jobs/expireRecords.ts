import { eq, type SQL, sql } from 'drizzle-orm'
import { DAY } from '../clock.ts'
import { accounts, sites } from '../db/schema.ts'
import type { Retention } from '../sites/siteSettings.ts'
import type { JobServices } from './jobServices.ts'

/** Days for which records are kept where neither site nor account says so. */
const RETENTION: Required<Retention> = { visits: 400, calls: 1100 }
/** Days for which it is told who made a preview link and what was added by it. */
const LINKS = 90

/**
 * Nightly: what is older than its site's retention goes. Months that are over for every site are dropped whole, the rest row by row;
 * numbers and their history are not records of people and stay.
 */
export async function expireRecords({ db, clock }: Pick<JobServices, 'db' | 'clock'>): Promise<void> {
  const rows = await db
    .select({ site: sites.key, account: accounts.id, general: accounts.retention, options: sites.options })
    .from(sites)
    .innerJoin(accounts, eq(accounts.id, sites.accountId))
  const kept = rows.map(({ site, account, general, options }) => ({ site, account, ...RETENTION, ...general, ...options.retention }))
  const before = (days: number) => sql`${new Date(clock() - days * DAY).toISOString()}::timestamptz`

  const longest = Math.max(RETENTION.visits, ...kept.map(({ visits }) => visits))
  const month = new Date(clock() - longest * DAY).toISOString().slice(0, 10)
  await db.execute(sql`select rotary_drop_months(parent, ${month}::date) from (values ('session_events'), ('leases')) as tables(parent)`)

  await db.execute(sql`delete from previews where expires_at < ${before(LINKS)}`)
  for (const { site, visits, calls } of kept) {
    const past = before(visits)
    const gone: SQL[] = [
      sql`delete from session_events where site = ${site} and born < ${past}`,
      sql`delete from leases where site = ${site} and at < ${past}`,
      sql`delete from touches where site = ${site} and at < ${past}`,
      sql`delete from visitors where site = ${site} and last_at < ${past}`,
      sql`delete from sessions where site = ${site} and last_seen_at < ${past}`,
      sql`delete from bot_visits where site = ${site} and at < ${past}`,
      sql`delete from dead_letters where site = ${site} and at < ${past}`,
      sql`delete from call_events where site = ${site} and at < ${before(calls)}`,
      sql`delete from attribution_corrections where call_id in (select id from calls where site = ${site} and started_at < ${before(calls)})`,
      sql`delete from calls where site = ${site} and started_at < ${before(calls)}`,
    ]
    const [first, ...rest] = gone.map((statement) => db.execute(statement))
    await db.batch([first!, ...rest])
  }
  for (const account of new Set(kept.map((site) => site.account))) {
    // Messages of calls and their deliveries, as long as the account's calls.
    const past = before(Math.max(...kept.filter((site) => site.account === account).map(({ calls }) => calls)))
    await db.execute(sql`delete from webhook_deliveries where account_id = ${account} and created_at < ${past}`)
    await db.execute(sql`delete from events where account_id = ${account} and at < ${past}`)
  }
}

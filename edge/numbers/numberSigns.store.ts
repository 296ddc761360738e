import { sql } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { LIFE } from './lifePolicy.ts'
import type { NumberSigns } from './numberHealth.ts'
import { ago } from './timeStored.ts'

/**
 * What the company's numbers in use saw lately; those that saw nothing worth judging are left out. `fixed`: a static number.
 * `heard`: its connection told of some call at least.
 */
export async function numberSigns(
  db: Database,
  now: number,
): Promise<(NumberSigns & { number: E164; account: AccountId; fixed: boolean; heard: boolean })[]> {
  const from = ago(now, LIFE.healthWindow)
  const { rows } = await db.execute<{
    number: E164
    account: AccountId
    fixed: boolean
    calls: number
    spam: number
    taps: number
    lastTap: string | null
    heard: boolean
  }>(sql`
    with called as (
      select c.number, count(*)::int as calls, max(c.started_at) as last,
        (count(*) filter (where coalesce(c.spam_verdict, c.spam is not null)))::int as spam
      from calls c where c.number is not null and c.started_at > ${from} group by 1
    ), tapped as (
      select l.number, e.session, e.at from session_events e
      join lateral (select number from leases l where l.session = e.session and l.site = e.site and l.at <= e.at
        and (e.data->>'slot' is null or e.data->>'slot' = l.slot) order by l.at desc limit 1) l on true
      where e.type = 'tap' and e.at > ${from} and e.at <= ${ago(now, 0)}
    ), since as (
      select t.number, count(distinct t.session)::int as taps, max(t.at) as last from tapped t
      left join called c on c.number = t.number where c.last is null or t.at > c.last group by 1
    )
    select n.number, n.account_id as account, n.source is not null as fixed, coalesce(c.calls, 0) as calls, coalesce(c.spam, 0) as spam,
      coalesce(t.taps, 0) as taps, t.last as "lastTap",
      exists (select 1 from call_events e where e.connection_id = n.connection_id and e.at > ${from}) as heard
    from numbers n left join called c on c.number = n.number left join since t on t.number = n.number
    where n.state in ('active', 'draining') and (c.spam >= ${LIFE.spamCalls} or t.taps >= ${LIFE.silentTaps})`)
  return rows.map(({ taps, lastTap, ...row }) => ({
    ...row,
    tapsSinceCall: taps,
    lastTap: lastTap === null ? null : new Date(lastTap).getTime(),
  }))
}

import { sql } from 'drizzle-orm'
import type { E164, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { activityOf } from '../calls/activityOf.ts'
import { KEPT } from '../calls/calledBefore.store.ts'
import { callerRegion } from '../calls/callerRegion.ts'
import { HOUR } from '../clock.ts'
import type { Database } from '../db/client.ts'
import type { DeviceClass } from '../pool/holder.ts'
import type { NumberPast, PastHolder, SiteHabits } from './numberPast.ts'

/** Numbers of one query: thousands of leases, not hundreds of thousands. */
const CHUNK = 10

interface Span {
  site: SiteKey
  /** ms. */
  from: number
  now: number
}

/** Leases that a number of a pool was given by, in a span of outbox ids, which begin with their time. */
const rotated = ({ site, from, now }: Span) =>
  sql`l.site = ${site} and l.entry >= ${String(from)} and l.entry < ${String(now)} and l.how not in ('sink', 'static', 'overflow')`

/** The site's rotated numbers, at most so many: of more the same ones each time, no matter which. */
export async function rotatedNumbers(db: Database, { most, ...span }: Span & { most: number }): Promise<E164[]> {
  const { rows } = await db.execute<{ number: E164 }>(
    sql`select n.number from (select distinct l.number from leases l where ${rotated(span)}) n order by md5(n.number) limit ${most}`,
  )
  return rows.map(({ number }) => number)
}

/** What leases, events and calls say of numbers, a few numbers at a time. */
export async function* recordedPast(db: Database, { numbers, ...span }: Span & { numbers: E164[] }): AsyncGenerator<NumberPast[]> {
  for (let i = 0; i < numbers.length; i += CHUNK) yield await pastOf(db, span, numbers.slice(i, i + CHUNK))
}

type LeaseRow = {
  number: E164
  route: RouteId
  region: RegionCode
  session: SessionId
  visitor: VisitorId | null
  device: DeviceClass
  visitorRegion: RegionCode | null
  suspect: boolean
  shownAt: number
  lastSeen: number
}
type SignRow = { number: E164; session: SessionId; type: 'tap' | 'copy' | 'intent'; at: number }
type CallRow = { number: E164; caller: E164 | null; at: number; before: boolean }

async function pastOf(db: Database, span: Span, numbers: E164[]): Promise<NumberPast[]> {
  const ms = (moment: ReturnType<typeof sql>) => sql`floor(extract(epoch from ${moment}) * 1000)::float8`
  const given = sql`from leases l join sessions s on s.id = l.session and s.site = l.site where ${rotated(span)} and l.number in ${numbers}`
  const from = new Date(span.from).toISOString()
  const [{ rows: leases }, { rows: signs }, { rows: calls }] = await db.batch([
    // A visit that was given another number meanwhile no longer shows the first.
    db.execute<LeaseRow>(sql`
      select l.number, l.route_id as route, l.region, l.session, s.visitor, s.device, s.region as "visitorRegion", bool_or(s.suspect) as suspect,
        ${ms(sql`min(l.at)`)} as "shownAt",
        ${ms(sql`max(greatest(l.at, least(s.last_seen_at, (select min(n.at) from leases n where n.session = l.session and n.site = l.site and n.slot = l.slot and n.number <> l.number and n.at > l.at))))`)} as "lastSeen"
      ${given} group by 1, 2, 3, 4, 5, 6, 7 order by 9`),
    db.execute<SignRow>(sql`
      select distinct l.number, l.session, e.type, ${ms(sql`e.at`)} as at
      from leases l join session_events e on e.site = l.site and e.session = l.session and e.at >= l.at
      where ${rotated(span)} and l.number in ${numbers} and e.type in ('tap', 'copy', 'intent') and coalesce(e.data->>'slot', l.slot) = l.slot
      order by 4`),
    db.execute<CallRow>(sql`
      select c.number, c.caller, ${ms(sql`c.started_at`)} as at, exists (
        select 1 from calls b where b.account_id = c.account_id and b.caller = c.caller and b.direction = 'in' and b.id <> c.id
          and b.started_at < c.started_at and b.started_at > c.started_at - make_interval(secs => ${KEPT / 1000})) as before
      from calls c
      where c.site = ${span.site} and c.number in ${numbers} and c.direction = 'in' and c.label is distinct from 'static'
        and c.started_at >= ${from}::timestamptz and c.started_at < ${new Date(span.now).toISOString()}::timestamptz
      order by c.started_at`),
  ])
  const pasts = new Map<E164, NumberPast>()
  const holders = new Map<string, PastHolder>()
  for (const { number, route, region, visitorRegion, ...lease } of leases) {
    const past = pasts.get(number) ?? { number, route, region, holders: [], calls: [] }
    pasts.set(number, past)
    const holder: PastHolder = { ...lease, region: visitorRegion, weight: 1, taps: [], copiedAt: null, intentAt: null }
    past.holders.push(holder)
    holders.set(`${number} ${lease.session}`, holder)
  }
  for (const { number, session, type, at } of signs) {
    const holder = holders.get(`${number} ${session}`)
    if (!holder) continue
    if (type === 'tap') holder.taps.push(at)
    else if (type === 'copy') holder.copiedAt ??= at
    else holder.intentAt ??= at
  }
  for (const { number, caller, at, before } of calls) {
    pasts.get(number)?.calls.push({ at, callerRegion: caller && callerRegion(caller), calledBefore: before })
  }
  return [...pasts.values()]
}

/** How the site's visitors were spread over regions and hours in that time. */
export async function recordedHabits(db: Database, { site, from, now }: Span): Promise<SiteHabits> {
  const { rows } = await db.execute<{ hour: number; region: RegionCode | null; visits: number }>(sql`
    select floor(extract(epoch from s.started_at) * 1000 / ${HOUR}::int)::int as hour, s.region, count(*)::int as visits
    from sessions s
    where s.site = ${site} and not s.suspect and s.last_seen_at >= ${new Date(from).toISOString()}::timestamptz
      and s.started_at >= ${new Date(from).toISOString()}::timestamptz and s.started_at < ${new Date(now).toISOString()}::timestamptz
    group by 1, 2`)
  const byHour = new Map<number, number>()
  const byRegion = new Map<RegionCode | null, number>()
  let visits = 0
  for (const row of rows) {
    visits += row.visits
    byHour.set(row.hour, (byHour.get(row.hour) ?? 0) + row.visits)
    byRegion.set(row.region, (byRegion.get(row.region) ?? 0) + row.visits)
  }
  const hours = rows.length ? Math.floor(now / HOUR) + 1 - Math.min(...byHour.keys()) : 0
  return {
    shareOfRegion: (region) => (byRegion.get(region) ?? 0) / Math.max(1, visits),
    activityAt: (at) => activityOf({ visits, hours, latest: byHour.get(Math.floor(at / HOUR)) ?? 0 }),
  }
}

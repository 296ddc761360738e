import { sql } from 'drizzle-orm'
import type { E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import { boundRecords } from '../numbers/boundRecords.store.ts'
import { moveNumbers } from '../numbers/moveNumbers.store.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { comparePools, type Difference, repairOf } from '../pools/comparePools.ts'
import { pushRecords } from '../pools/pushNumbers.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf, raiseEvents } from './raiseEvents.ts'

export interface Reconciliation {
  pools: number
  /** Numbers in a wrong pool, missing from theirs, or in another state there. */
  differences: number
  /** Directory entries that named a wrong site, route, destination or state. */
  directory: number
}

/** Directory entries that are read at once. */
const AT_ONCE = 50
/** ms for which pools that a number has left are looked at. */
const LATELY = 3 * DAY

/**
 * Nightly, a site at a time: the hot state and Postgres are compared and made the same. `drain` stores what the site's outbox has:
 * only what differs before and after it is a difference and no move under way.
 */
export async function reconcile(
  services: JobServices,
  { site, drain }: { site: SiteKey; drain: () => Promise<unknown> },
): Promise<Reconciliation> {
  const { db, hot, clock } = services
  if (!(await hot.settings.read(site))?.built) await rebuildSite(services, site)
  await drain()
  const refs = await poolsOf(services, site)
  const first = await differencesOf(services, { site, refs })
  let differences = 0
  if (first.size > 0) {
    await drain()
    const second = await differencesOf(services, { site, refs })
    for (const [ref, found] of second) {
      const still = found.filter((now) => first.get(ref)?.some((before) => same(before, now)))
      differences += still.length
      for (const difference of still) await repair(services, { ref, difference })
    }
  }
  const directory = await repairDirectory(services, site)
  const report = { pools: refs.length, differences, directory }
  const settings = differences + directory > 0 ? await loadSettings(db, site) : null
  if (settings) {
    await raiseEvents(services, [
      { account: settings.account, type: 'pool.repaired', cause: `${site}:${dayOf(clock())}`, data: { site, ...report } },
    ])
  }
  return report
}

const same = (a: Difference, b: Difference) => a.number === b.number && a.hot === b.hot && a.database === b.database

/** The site's pools, and those that it had until lately. */
async function poolsOf({ db, clock }: JobServices, site: SiteKey): Promise<PoolRef[]> {
  const from = new Date(clock() - LATELY).toISOString()
  const { rows } = await db.execute<{ route: RouteId; region: RegionCode }>(sql`
    select route_id as route, region from numbers where site = ${site} and route_id is not null
    union
    select m.route_id, n.region from number_moves m join numbers n on n.number = m.number
    where m.site = ${site} and m.route_id is not null and m.at > ${from}::timestamptz
    order by 1, 2`)
  return rows.map((row) => ({ site, ...row }))
}

/** By pool; pools without differences are left out. */
async function differencesOf(
  services: JobServices,
  { site, refs }: { site: SiteKey; refs: PoolRef[] },
): Promise<Map<PoolRef, Difference[]>> {
  const bound = await boundRecords(services.db, { site })
  const found = new Map<PoolRef, Difference[]>()
  for (const ref of refs) {
    const members = bound.filter(({ record }) => record.route === ref.route && record.region === ref.region && record.source === undefined)
    const database = new Map(members.map(({ record }) => [record.number, record.state as Exclude<NumberRecord['state'], 'stored'>]))
    const differences = comparePools({ hot: await services.hot.pool.state(ref), database })
    if (differences.length) found.set(ref, differences)
  }
  return found
}

async function repair(services: JobServices, { ref, difference }: { ref: PoolRef; difference: Difference }): Promise<void> {
  const { db, hot, clock } = services
  const { number, database } = difference
  const how = repairOf(difference)
  if (how.kind === 'remove') await hot.pool.remove(ref, [number])
  else if (how.kind === 'fill') await pushRecords(hot, await boundRecords(db, { site: ref.site, only: [number] }))
  else {
    await moveNumbers(db, {
      where: sql`n.number = ${number} and n.site = ${ref.site} and n.state = ${database}`,
      to: how.as,
      cause: `reconcile:${dayOf(clock())}`,
      now: clock(),
    })
  }
}

/** Entries that are not what Postgres says are written anew; numbers that became nobody's lately have none. */
async function repairDirectory({ db, hot, clock }: JobServices, site: SiteKey): Promise<number> {
  const records = (await boundRecords(db, { site, stored: true })).map(({ record }) => record)
  const from = new Date(clock() - LATELY).toISOString()
  const { rows: left } = await db.execute<{ number: E164 }>(sql`
    select distinct m.number from number_moves m join numbers n on n.number = m.number
    where m.site = ${site} and m.at > ${from}::timestamptz and n.site is null`)
  let repaired = 0
  for (let i = 0; i < records.length; i += AT_ONCE) {
    const some = records.slice(i, i + AT_ONCE)
    const entries = await Promise.all(some.map(({ number }) => hot.numbers.find(number)))
    const wrong = some.filter((record, j) => !entries[j] || !sameRecord(entries[j], record))
    await hot.numbers.put(wrong)
    repaired += wrong.length
  }
  for (const { number } of left) {
    if ((await hot.numbers.find(number))?.site !== site) continue
    await hot.numbers.remove([number])
    repaired++
  }
  return repaired
}

const FIELDS = ['account', 'site', 'route', 'region', 'connection', 'destination', 'state', 'source'] as const
const sameRecord = (a: NumberRecord, b: NumberRecord) => FIELDS.every((field) => a[field] === b[field])

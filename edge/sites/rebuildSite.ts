import { and, eq, inArray } from 'drizzle-orm'
import type { E164, SiteKey } from '../brands.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { numbers, routes } from '../db/schema.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { HotState } from '../pool/hotState.port.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { loadSettings } from './loadSettings.ts'
import type { SiteSettings } from './siteSettings.ts'

/**
 * Writes all that the hot state must know of a site from Postgres: settings, pools, directory. Safe to
 * repeat and to run twice at once: what is there already stays as it is, `built` is set last.
 */
export async function rebuildSite(
  { db, hot, clock }: { db: Database; hot: HotState; clock: Clock },
  site: SiteKey,
): Promise<SiteSettings | null> {
  const settings = await loadSettings(db, site)
  if (!settings) return null
  await hot.settings.write(settings)
  const bound = await db
    .select({
      number: numbers.number,
      account: numbers.accountId,
      route: numbers.routeId,
      region: numbers.region,
      connection: numbers.connectionId,
      destination: routes.destination,
      state: numbers.state,
      source: numbers.source,
    })
    .from(numbers)
    .innerJoin(routes, eq(routes.id, numbers.routeId))
    .where(and(eq(numbers.site, site), inArray(numbers.state, ['stock', 'active', 'draining'])))
  const records = bound.map(({ source, account, route, state, ...rest }) => ({
    ...rest,
    site,
    account: account!,
    route: route!,
    state: state as NumberRecord['state'],
    ...(source !== null && { source }),
  }))
  await hot.numbers.put(records)
  for (const [ref, members] of byPool(site, records)) {
    const of = (state: NumberRecord['state']): E164[] => members.filter((record) => record.state === state).map((record) => record.number)
    await hot.pool.fill(ref, of('stock'), 'stock')
    await hot.pool.fill(ref, [...of('active'), ...of('draining')], 'active')
    await hot.pool.drain(ref, of('draining'))
  }
  await hot.settings.markBuilt(site, clock())
  return settings
}

function byPool(site: SiteKey, records: NumberRecord[]): Map<PoolRef, NumberRecord[]> {
  const pools = new Map<string, [PoolRef, NumberRecord[]]>()
  for (const record of records) {
    // Static numbers stand for a source: they route calls, but rotate among nobody.
    if (record.source) continue
    const key = `${record.route}|${record.region}`
    const pool = pools.get(key) ?? [{ site, route: record.route, region: record.region }, []]
    pool[1].push(record)
    pools.set(key, pool as [PoolRef, NumberRecord[]])
  }
  return new Map(pools.values())
}

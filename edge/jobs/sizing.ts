import { eq, and, sql } from 'drizzle-orm'
import type { E164, SiteKey } from '../brands.ts'
import { numbers, sites } from '../db/schema.ts'
import { claimNumbers } from '../numbers/claimNumbers.ts'
import { moveNumbers } from '../numbers/moveNumbers.store.ts'
import { poolSize } from '../pool/size.ts'
import { busiestHour } from '../pools/busiestHour.ts'
import { bindNumbers } from '../pools/bindNumbers.ts'
import { hourlyDemand } from '../pools/hourlyDemand.store.ts'
import { planPool } from '../pools/planPool.ts'
import { pushSettings } from '../pools/pushNumbers.ts'
import { type SitePool, sitePools } from '../pools/sitePools.store.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf } from './raiseEvents.ts'

/**
 * Nightly: N of each pool of a site from four weeks of its leases, then the pool brought to it. Within a pool the hot state decides
 * (its outbox tells Postgres); numbers that are new to it are bound in Postgres first. Again on the same night it finds nothing to do.
 */
export async function sizing(services: JobServices, site: SiteKey): Promise<void> {
  const { db, hot, clock } = services
  // Pools that were lost look empty: they are rebuilt, not filled with new numbers.
  if (!(await hot.settings.read(site))?.built) await rebuildSite(services, site)
  const before = await sitePools(db, { site })
  const rests = new Map(before.map(({ route, region, rest }) => [`${route}|${region}`, rest]))
  const names = new Set(rests.keys())
  const { since, visible, pools } = await hourlyDemand(db, { site, pools: names, now: clock() })
  const sizes: Record<string, number> = {}
  for (const [name, rest] of since === null ? [] : rests) {
    const busiest = busiestHour(pools.get(name) ?? new Map(), { since: since!, now: clock() })
    if (busiest !== null) sizes[name] = poolSize({ busiestHour: busiest, rest, visible })
  }
  await writeSizes(services, { site, sizes })
  for (const pool of await sitePools(db, { site })) if (!pool.fixed) await fit(services, pool)
}

/** Sizes that are as they were change nothing; else the settings have a new version, and the hot state gets what Postgres has then. */
async function writeSizes({ db, hot }: JobServices, { site, sizes }: { site: SiteKey; sizes: Record<string, number> }): Promise<void> {
  if (Object.keys(sizes).length > 0) {
    const text = JSON.stringify(sizes)
    const merged = sql`coalesce(${sites.options}->'sizes', '{}'::jsonb) || ${text}::jsonb`
    await db
      .update(sites)
      .set({ options: sql`jsonb_set(${sites.options}, '{sizes}', ${merged})`, version: sql`${sites.version} + 1` })
      .where(and(eq(sites.key, site), sql`not coalesce(${sites.options}->'sizes', '{}'::jsonb) @> ${text}::jsonb`))
  }
  await pushSettings({ db, hot }, site)
}

async function fit(services: JobServices, pool: SitePool): Promise<void> {
  const { db, hot, clock } = services
  const { active, draining, stock } = await hot.pool.state(pool)
  const plan = planPool({ active: active.length, draining: draining.length, stock: stock.length, size: pool.size })
  const cause = `sizing:${dayOf(clock())}`
  // What the owner expects is no reason to take numbers away.
  if (plan.drain > 0 && pool.measured) {
    const all = active.map(({ number }) => number)
    await hot.pool.drain(pool, await newestOf(services, { pool, numbers: all, count: plan.drain }))
  }
  if (plan.takeBack > 0) {
    const newest = [...draining].sort((a, b) => b.since - a.since).slice(0, plan.takeBack)
    await hot.pool.takeBack(
      pool,
      newest.map(({ number }) => number),
    )
  }
  if (plan.activate > 0) {
    const grown = stock.slice(0, plan.activate)
    const moved = await moveNumbers(db, {
      where: sql`n.site = ${pool.site} and n.state = 'stock' and n.number in ${grown}`,
      to: 'active',
      cause,
      now: clock(),
    })
    await bindNumbers(services, { site: pool.site, moved })
  }
  if (plan.claim > 0) {
    await bindNumbers(services, {
      site: pool.site,
      moved: await claimNumbers(db, { ...pool, count: plan.claim, to: 'active', cause, now: clock() }),
    })
  }
}

/** Numbers that were added last leave first: fewest people know them. */
async function newestOf(
  { db }: JobServices,
  { pool, numbers: all, count }: { pool: SitePool; numbers: E164[]; count: number },
): Promise<E164[]> {
  const since = await db
    .select({ number: numbers.number, at: numbers.stateSince })
    .from(numbers)
    .where(and(eq(numbers.site, pool.site), eq(numbers.state, 'active')))
  const added = new Map(since.map(({ number, at }) => [number, at.getTime()]))
  // What Postgres does not know as active yet was added a moment ago.
  const at = (number: E164) => added.get(number) ?? Infinity
  return [...all].sort((a, b) => (at(a) === at(b) ? (a < b ? 1 : -1) : at(b) - at(a))).slice(0, count)
}

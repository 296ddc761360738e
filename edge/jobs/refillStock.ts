import { and, eq, gt } from 'drizzle-orm'
import type { SiteKey } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import { numbers } from '../db/schema.ts'
import { claimNumbers } from '../numbers/claimNumbers.ts'
import { claimable } from '../numbers/claimable.store.ts'
import type { MovedNumber } from '../numbers/moveNumbers.store.ts'
import { bindNumbers } from '../pools/bindNumbers.ts'
import { pushNumbers } from '../pools/pushNumbers.ts'
import { sitePools } from '../pools/sitePools.store.ts'
import { stockWanted } from '../pools/stockWanted.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf, type RaisedEvent, raiseEvents } from './raiseEvents.ts'

/** ms for which numbers bound lately are told to the hot state again: the run that bound them may have been killed. */
const AGAIN = 10 * MINUTE

/** Every minute: each pool's buffer of unused numbers is filled up; where there is nothing to fill it with that is told once a day. */
export async function refillStock(services: JobServices): Promise<void> {
  const { db, clock } = services
  const pools = (await sitePools(db)).filter(({ fixed }) => !fixed)
  const available = await claimable(db)
  const bound = new Map<SiteKey, MovedNumber[]>()
  const low: RaisedEvent[] = []
  for (const { account, ...pool } of pools) {
    const { site, route, region, stock, size } = pool
    const missing = stockWanted(size) - stock
    if (missing <= 0) continue
    const cause = `refill:${new Date(clock()).toISOString()}`
    const found = available.some((some) => some.region === region && (some.account === null || some.account === account))
    const moved = found ? await claimNumbers(db, { site, account, route, region, count: missing, to: 'stock', cause, now: clock() }) : []
    if (moved.length) bound.set(site, [...(bound.get(site) ?? []), ...moved])
    if (moved.length < missing) {
      const left = stock + moved.length
      low.push({
        account,
        type: 'pool.low',
        cause: `${site}:${route}:${region}:${dayOf(clock())}`,
        data: { site, route, region, unused: left, active: pool.active, size },
      })
    }
  }
  for (const [site, moved] of bound) await bindNumbers(services, { site, moved })
  await pushLately(services, bound)
  await raiseEvents(services, low)
}

async function pushLately(services: JobServices, done: Map<SiteKey, unknown>): Promise<void> {
  const { db, clock } = services
  const lately = await db
    .select({ number: numbers.number, site: numbers.site })
    .from(numbers)
    .where(and(eq(numbers.state, 'stock'), gt(numbers.stateSince, new Date(clock() - AGAIN))))
  const sites = new Set(lately.flatMap(({ site }) => (site !== null && !done.has(site) ? [site] : [])))
  for (const site of sites) {
    await pushNumbers(services, { site, numbers: lately.filter((row) => row.site === site).map(({ number }) => number) })
  }
}

import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AccountId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { bindNumbers } from '../pools/bindNumbers.ts'
import { pushNumbers } from '../pools/pushNumbers.ts'
import type { Services } from '../services.ts'
import type { BindWish } from './bindWish.ts'
import { claimNumbers } from './claimNumbers.ts'
import { moveNumbers } from './moveNumbers.store.ts'
import { requireRoute } from './requireRoute.store.ts'
import { setStatic } from './staticNumbers.store.ts'

/**
 * Binds numbers to a site of the account. Certain numbers must be the company's own or in its storage; those that the site has on that
 * route already count as bound, so that a wish that was interrupted can be sent again. None is bound if one of them cannot be.
 */
export async function bindByWish(
  services: Pick<Services, 'db' | 'hot' | 'clock'>,
  { wish, account, cause }: { wish: BindWish; account: AccountId; cause: string },
): Promise<E164[]> {
  const { db, hot, clock } = services
  const { site, route } = wish
  await requireRoute(db, { account, site, route })
  if ('count' in wish) {
    const moved = await claimNumbers(db, { ...wish, account, to: wish.as, cause, now: clock() })
    await bindNumbers(services, { site, moved })
    return moved.map(({ number }) => number).sort()
  }
  const wanted = [...new Set(wish.numbers)]
  const known = await bindable(db, { account, site, route, wanted })
  const fixed = 'static' in wish ? wish.static : null
  const moved = await moveNumbers(db, {
    where: sql`n.number in ${wanted} and n.account_id = ${account} and n.state in ('free', 'stored') and n.unhealthy is null`,
    to: 'as' in wish ? wish.as : 'active',
    set: sql`site = ${site}, route_id = ${route}, source = ${fixed?.source ?? null}`,
    cause,
    now: clock(),
  })
  if (fixed) {
    const [number] = wanted as [E164]
    await db
      .update(numbers)
      .set({ source: fixed.source })
      .where(and(eq(numbers.number, number), eq(numbers.site, site), eq(numbers.accountId, account)))
    const region = known.get(number)!
    await setStatic(db, { site, fixed: { number, region, route, match: fixed.match } })
    // If it rotated until now, nobody's turn it is any more.
    await hot.pool.remove({ site, route, region }, [number])
  }
  await bindNumbers(services, { site, moved })
  // Those that were bound by a wish that was interrupted are told of again.
  await pushNumbers(services, { site, numbers: wanted })
  return wanted.sort()
}

/** Regions of the wanted numbers; refuses unless each may be bound, or is as it should be. */
async function bindable(
  db: Database,
  { account, site, route, wanted }: { account: AccountId; site: SiteKey; route: RouteId; wanted: E164[] },
): Promise<Map<E164, RegionCode>> {
  const rows = await db
    .select()
    .from(numbers)
    .where(and(inArray(numbers.number, wanted), eq(numbers.accountId, account)))
  if (rows.length < wanted.length) throw new RotaryError('not_found', 'Not all of these numbers are yours')
  for (const row of rows) {
    if (row.unhealthy !== null) throw new RotaryError('conflict', `${row.number} is unhealthy: ${row.unhealthy}`)
    if (row.state === 'free' || row.state === 'stored') continue
    if (row.site !== site || row.routeId !== route) throw new RotaryError('conflict', `${row.number} is ${row.state}; release it first`)
  }
  return new Map(rows.map(({ number, region }) => [number, region]))
}

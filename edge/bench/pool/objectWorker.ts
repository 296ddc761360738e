import type { E164 } from '../../brands.ts'
import { HOUR } from '../../clock.ts'
import { objectHotState, type ObjectBindings } from '../../pool/object/objectHotState.ts'
import type { SiteSettings } from '../../sites/siteSettings.ts'
import { benchLease, numberAt, REGION, ROUTE, SITE } from './filledPool.ts'

export { CallerObject } from '../../pool/object/CallerObject.ts'
export { RegistryObject } from '../../pool/object/RegistryObject.ts'
export { SiteObject } from '../../pool/object/SiteObject.ts'

/** `/fill?numbers=` makes the pool, `/lease?from=&count=&clients=` leases from it and answers how many rested numbers it got. */
export default {
  async fetch(request: Request, env: ObjectBindings): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const wanted = (name: string) => Number(searchParams.get(name))
    const { pool, settings } = objectHotState(env)
    const now = Date.now()
    if (pathname === '/fill') {
      await settings.write({ site: SITE, version: 1 } as SiteSettings)
      await settings.markBuilt(SITE, now)
      const numbers = Array.from({ length: wanted('numbers') }, (_, i) => numberAt(i))
      const seen = Object.fromEntries(numbers.map((number) => [number, now - HOUR])) as Record<E164, number>
      await pool.fill({ site: SITE, route: ROUTE, region: REGION }, numbers, 'active', seen)
      return new Response('filled')
    }
    let next = wanted('from')
    const end = next + wanted('count')
    let rested = 0
    const client = async () => {
      while (next < end) {
        const outcome = await pool.lease(benchLease(next++, now))
        if (outcome.kind === 'answered' && outcome.slots[0]?.kind === 'leased' && outcome.slots[0].how === 'rested') rested += 1
      }
    }
    await Promise.all(Array.from({ length: wanted('clients') }, client))
    return new Response(String(rested))
  },
}

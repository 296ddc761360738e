import type { SiteKey } from '../brands.ts'
import type { MovedNumber } from '../numbers/moveNumbers.store.ts'
import type { Services } from '../services.ts'
import { pushNumbers } from './pushNumbers.ts'

/**
 * Tells the hot state of numbers that Postgres has just bound to a site. Where they were bound before they leave first: a job that
 * stored one may have been killed before it said so.
 */
export async function bindNumbers(
  services: Pick<Services, 'db' | 'hot'>,
  { site, moved }: { site: SiteKey; moved: MovedNumber[] },
): Promise<void> {
  for (const { number, region, from, site: old, route } of moved) {
    if (from === 'stored' && old !== null && route !== null) await services.hot.pool.remove({ site: old, route, region }, [number])
  }
  await pushNumbers(services, { site, numbers: moved.map(({ number }) => number) })
}

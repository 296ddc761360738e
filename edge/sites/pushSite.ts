import type { SiteKey } from '../brands.ts'
import { RotaryError } from '../errors.ts'
import type { Services } from '../services.ts'
import { rebuildSite } from './rebuildSite.ts'

/** Brings a change of a site from Postgres to where pages and calls read it. May be repeated; a failure asks the client to do so. */
export async function pushSite(services: Services, site: SiteKey): Promise<void> {
  try {
    const settings = await rebuildSite(services, site)
    if (settings) services.settings.keep(settings)
  } catch (cause) {
    throw new RotaryError('unavailable', 'The change is stored, but pages do not see it yet: send it again', { cause })
  }
}

import type { SiteKey } from '../brands.ts'
import type { Services } from '../services.ts'
import { rebuildSite } from './rebuildSite.ts'

/** Rebuilds under way in this isolate: a burst of visitors on a wiped hot state must cost one. Rebuilding twice is harmless. */
const running = new Map<SiteKey, Promise<unknown>>()

export async function rebuildOnce(services: Services, site: SiteKey): Promise<void> {
  let work = running.get(site)
  if (!work) {
    work = rebuildSite(services, site)
      .then((settings) => settings && services.settings.keep(settings))
      .finally(() => running.delete(site))
    running.set(site, work)
  }
  await work
}

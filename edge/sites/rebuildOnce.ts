import type { SiteKey } from '../brands.ts'
import { SECOND } from '../clock.ts'
import type { Services } from '../services.ts'
import { rebuildSite } from './rebuildSite.ts'

/** For so long a rebuild is one's own; who died in the middle of it holds up nobody for longer. */
const CLAIM = 15 * SECOND
const LOOK_EVERY = 100

/** Rebuilds under way in this isolate: its other visitors wait for the same one. */
const running = new Map<SiteKey, Promise<void>>()

/** A burst of visitors on a wiped hot state costs one rebuild, however many isolates they meet. */
export async function rebuildOnce(services: Services, site: SiteKey): Promise<void> {
  let work = running.get(site)
  if (!work) {
    work = rebuildOrAwait(services, site).finally(() => running.delete(site))
    running.set(site, work)
  }
  await work
}

async function rebuildOrAwait(services: Services, site: SiteKey): Promise<void> {
  const { hot, settings: cache } = services
  const isBuilt = async () => Boolean((await hot.settings.read(site))?.built)
  while (!(await hot.settings.claimRebuild(site, CLAIM))) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    if (await isBuilt()) return
  }
  try {
    // Whoever had the claim before may have built it.
    if (await isBuilt()) return
    const settings = await rebuildSite(services, site)
    if (settings) cache.keep(settings)
  } finally {
    await hot.settings.endRebuild(site)
  }
}

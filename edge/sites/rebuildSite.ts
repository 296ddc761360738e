import type { SiteKey } from '../brands.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { boundRecords } from '../numbers/boundRecords.store.ts'
import type { HotState } from '../pool/hotState.port.ts'
import { pushRecords } from '../pools/pushNumbers.ts'
import { loadSettings } from './loadSettings.ts'
import type { SiteSettings } from './siteSettings.ts'

/**
 * Writes all that the hot state must know of a site from Postgres: settings, pools, directory. Safe to
 * repeat and to run twice at once: what is there already stays as it is, `built` is set last.
 * `onShare` hears how much is done, 0..1.
 */
export async function rebuildSite(
  { db, hot, clock }: { db: Database; hot: HotState; clock: Clock },
  site: SiteKey,
  onShare?: (share: number) => void,
): Promise<SiteSettings | null> {
  const settings = await loadSettings(db, site)
  if (!settings) return null
  await hot.settings.write(settings)
  await pushRecords(hot, await boundRecords(db, { site, stored: true }), onShare)
  await hot.settings.markBuilt(site, clock())
  return settings
}

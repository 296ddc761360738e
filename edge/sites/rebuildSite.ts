import type { SiteKey } from '../brands.ts'
import { pushConnections } from '../calls/connections.store.ts'
import { pushLimits } from '../calls/limits.store.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { boundRecords } from '../numbers/boundRecords.store.ts'
import type { HotState } from '../pool/hotState.port.ts'
import { pushRecords } from '../pools/pushNumbers.ts'
import { loadSettings } from './loadSettings.ts'
import type { SiteSettings } from './siteSettings.ts'

/**
 * Writes all that the hot state must know of a site from Postgres: settings, pools, directory, and what its
 * calls need: connections, the account's limits. Safe to
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
  const records = await boundRecords(db, { site, stored: true })
  await pushRecords(hot, records, onShare)
  await pushConnections({ db, hot }, { account: settings.account, ids: [...new Set(records.map(({ record }) => record.connection))] })
  await pushLimits({ db, hot }, settings.account)
  await hot.settings.markBuilt(site, clock())
  return settings
}

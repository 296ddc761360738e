import type { SiteKey } from '../brands.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { buryEntries } from './deadLetters.store.ts'
import { storeOrBury } from './storeEntries.ts'

const BATCH = 500

/**
 * Moves a site's outbox into Postgres, oldest first, until it is empty; returns how many entries it moved.
 * An entry leaves the outbox only after it is stored, and storing twice changes nothing: so this may run
 * any number of times at once and be killed anywhere. An entry that Postgres refuses for what it says goes to
 * the dead letters; any other fault is thrown, nothing is trimmed and the next ring tries again.
 */
export async function drainOutbox(services: Services, site: SiteKey): Promise<number> {
  const settings = await services.settings.of(site, () => {}).then((known) => known ?? loadSettings(services.db, site))
  let moved = 0
  for (;;) {
    const entries = await services.hot.outbox.read(site, BATCH)
    if (!entries.length) return moved
    if (settings) await storeOrBury(services, { entries, settings })
    else await buryEntries(services.db, { entries, reason: 'no such site' })
    await services.hot.outbox.trim(site, entries.at(-1)!.id)
    moved += entries.length
  }
}

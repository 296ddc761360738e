import type { SiteKey } from '../brands.ts'
import { type Clock, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Defer } from '../http/defer.ts'
import type { SettingsStore } from '../pool/settings.port.ts'
import type { SiteSettings } from './siteSettings.ts'

const FRESH = MINUTE
/** With both engines down old settings are better than none. */
const STALE = 24 * HOUR
/** A wrong key in somebody's page must not become a read per page view. */
const UNKNOWN_FRESH = 10 * SECOND
/** Keys are the client's to invent: the cache must stay small. */
const MOST = 2000

interface Entry {
  settings: SiteSettings | null
  at: number
  refreshing: boolean
}

export interface SettingsCache {
  /** Settings of a site, or null if there is none. Throws only when they are not cached and neither engine answers. */
  of(site: SiteKey, defer: Defer): Promise<SiteSettings | null>
  /** Takes settings that somebody has just read or written. */
  keep(settings: SiteSettings): void
}

/** Settings per isolate: fresh for 60 s, then served stale while they are read anew. */
export function createSettingsCache({
  store,
  fromDatabase,
  clock,
}: {
  store: SettingsStore
  fromDatabase: (site: SiteKey) => Promise<SiteSettings | null>
  clock: Clock
}): SettingsCache {
  const entries = new Map<SiteKey, Entry>()

  function put(site: SiteKey, settings: SiteSettings | null): void {
    if (entries.size >= MOST) entries.delete(entries.keys().next().value!)
    entries.set(site, { settings, at: clock(), refreshing: false })
  }

  async function load(site: SiteKey): Promise<SiteSettings | null> {
    // A site that the hot state does not know may exist all the same: the hot state may have been lost.
    const found = await store.read(site).catch(() => null)
    const settings = found?.settings ?? (await fromDatabase(site))
    put(site, settings)
    return settings
  }

  return {
    async of(site, defer) {
      const entry = entries.get(site)
      const age = entry ? clock() - entry.at : Infinity
      if (!entry || age >= STALE || (entry.settings === null && age >= UNKNOWN_FRESH)) return load(site)
      if (age >= FRESH && !entry.refreshing) {
        entry.refreshing = true
        defer(load(site).catch(() => (entry.refreshing = false)))
      }
      return entry.settings
    },
    keep(settings) {
      put(settings.site, settings)
    },
  }
}

import type { SiteKey } from '../brands.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

/** The `site` hash: what the hot path must know of a site. */
export interface SettingsStore {
  read(
    site: SiteKey,
  ): Promise<{ settings: SiteSettings; /** ms of the last rebuild, null = the hot state is not built */ built: number | null } | null>
  /** Older versions never overwrite newer ones. */
  write(settings: SiteSettings): Promise<void>
  markBuilt(site: SiteKey, at: number): Promise<void>
  /** Whether the caller may rebuild the site: nobody else is at it. His for `ms`, should he never come to the end. */
  claimRebuild(site: SiteKey, ms: number): Promise<boolean>
  /** The one who claimed it is done, or has failed. */
  endRebuild(site: SiteKey): Promise<void>
  remove(site: SiteKey): Promise<void>
}

import type { RegionCode } from '../brands.ts'
import { type CfPlace, regionOfCf } from './regionOfCf.ts'

/** What decided the region, for the lease's answer and the session's record. */
export type DecidedBy = 'preview' | 'home' | 'cf' | 'table' | 'none'

export interface Visitor {
  /** Set by a preview, or by the demo's `?rotary_region=`. */
  forced?: RegionCode | null | undefined
  /** The site's home region: every visitor gets its numbers. */
  home: RegionCode | null
  /** What a correction in the settings says of the address: an overlay of the table that is believed before all else. */
  corrected?: RegionCode | null | undefined
  cf: CfPlace
  /** What the address table says. Needed only where `regionOfCf` gives no subdivision, or where the table is preferred. */
  table?: RegionCode | null | undefined
  /** Which of `cf` and `table` to believe first, by site or deployment; `cf` by default. */
  prefer?: 'cf' | 'table' | undefined
}

/**
 * Preview → home region → correction → `request.cf` → address table → none. Of the two that know addresses the preferred one is
 * taken unless it names only a country and the other one names a region.
 */
export function regionOf({ forced, home, corrected, cf, table, prefer = 'cf' }: Visitor): { region: RegionCode | null; by: DecidedBy } {
  if (forced) return { region: forced, by: 'preview' }
  if (home) return { region: home, by: 'home' }
  if (corrected) return { region: corrected, by: 'table' }
  const stated = { region: regionOfCf(cf), by: 'cf' as const }
  const looked = { region: table ?? null, by: 'table' as const }
  const [first, second] = prefer === 'cf' ? [stated, looked] : [looked, stated]
  if (first.region?.includes('-')) return first
  if (second.region?.includes('-')) return second
  if (first.region) return first
  return second.region ? second : { region: null, by: 'none' }
}

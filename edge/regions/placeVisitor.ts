import type { RegionCode } from '../brands.ts'
import type { SiteOptions } from '../sites/siteSettings.ts'
import { findCorrection } from './findCorrection.ts'
import { type DecidedBy, regionOf } from './regionOf.ts'
import { type CfPlace, regionOfCf } from './regionOfCf.ts'
import type { RegionTable } from './regionTable.ts'

export interface PlaceVisitor {
  /** Client's address; null if it is not known. */
  address: string | null
  cf: CfPlace
  /** Set by a preview. */
  forced?: RegionCode | null
  site: SiteOptions['regions']
  table: Pick<RegionTable, 'lookup'>
}

/** The region of a visitor and what decided it. The address table is asked only where its answer could matter. */
export async function placeVisitor({
  address,
  cf,
  forced,
  site,
  table,
}: PlaceVisitor): Promise<{ region: RegionCode | null; by: DecidedBy }> {
  const known = { forced, home: site.home, cf, ...(site.preferTable && { prefer: 'table' as const }) }
  if (forced || site.home || address === null) return regionOf(known)
  const corrected = findCorrection({ corrections: site.corrections, address })?.region
  if (corrected || (!site.preferTable && regionOfCf(cf)?.includes('-'))) return regionOf({ ...known, corrected })
  return regionOf({ ...known, table: await table.lookup(address) })
}

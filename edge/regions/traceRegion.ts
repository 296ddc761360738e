import type { RegionCode, RouteId } from '../brands.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { findCorrection } from './findCorrection.ts'
import { type ChainLink, regionChain } from './regionChain.ts'
import { type DecidedBy, regionOf } from './regionOf.ts'
import { type CfPlace, regionOfCf } from './regionOfCf.ts'
import type { RegionTable, TableTrace } from './regionTable.ts'

export interface RegionTrace {
  address: string
  home: RegionCode | null
  /** The correction of the site's settings that holds the address. */
  correction: { range: string; region: RegionCode } | null
  cf: CfPlace & { region: RegionCode | null }
  table: TableTrace
  region: RegionCode | null
  by: DecidedBy
  /** By route of the site: the regions whose numbers this visitor could get, in order. */
  chains: Record<RouteId, ChainLink[]>
}

export interface TraceRegion {
  address: string
  cf: CfPlace
  settings: SiteSettings | null
  table: Pick<RegionTable, 'trace'>
}

/** Everything that decides a visitor's region and numbers, asked whether it matters or not. */
export async function traceRegion({ address, cf, settings, table }: TraceRegion): Promise<RegionTrace> {
  const site = settings?.regions
  const correction = findCorrection({ corrections: site?.corrections, address })
  const traced = await table.trace(address)
  const { region, by } = regionOf({
    home: site?.home ?? null,
    corrected: correction?.region,
    cf,
    table: traced.region,
    ...(site?.preferTable && { prefer: 'table' as const }),
  })
  const chains: RegionTrace['chains'] = {}
  if (site) {
    for (const [route, available] of Object.entries(site.available)) chains[route as RouteId] = regionChain({ region, site, available })
  }
  return { address, home: site?.home ?? null, correction, cf: { ...cf, region: regionOfCf(cf) }, table: traced, region, by, chains }
}

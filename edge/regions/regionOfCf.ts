import type { RegionCode } from '../brands.ts'
import { regionCode } from './regionCode.ts'

/** The two fields of `request.cf` that say where an address is. */
export interface CfPlace {
  /** ISO 3166-1 alpha-2, or `XX` (unknown) or `T1` (Tor). */
  country?: string | undefined
  /** What follows the dash in ISO 3166-2, first level: `MOW`, `TX`. */
  regionCode?: string | undefined
}

/**
 * The region that Cloudflare states, as fine as it states it: `RU-MOW`, else `RU`, else null. Where this is only a
 * country, the address table may know more.
 * @see https://developers.cloudflare.com/workers/runtime-apis/request/#incomingrequestcfproperties
 */
export function regionOfCf({ country = '', regionCode: part = '' }: CfPlace): RegionCode | null {
  const land = /^[A-Za-z]{2}$/.test(country) ? regionCode(country.toUpperCase()) : null
  if (!land) return null
  return (/^[A-Za-z0-9]{1,3}$/.test(part) && regionCode(`${land}-${part.toUpperCase()}`)) || land
}

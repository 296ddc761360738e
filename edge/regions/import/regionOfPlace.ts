import type { RegionCode } from '../../brands.ts'
import { regionByCode, regionByName } from '../regionByName.ts'
import { regionCode } from '../regionCode.ts'
import { COUNTRIES } from '../subdivisions.ts'
import type { Place } from './placeRanges.ts'

/**
 * What a place became: `region` · `country`: the table names no region, or the country's are not told apart · `unmapped`:
 * it names a region that is not known, the country is taken · `none`: no country.
 */
export type Mapping = 'region' | 'country' | 'unmapped' | 'none'

/** A place as a region of ISO 3166-2, as fine as can be told. */
export function regionOfPlace({ country, code, name }: Place): { region: RegionCode | null; mapping: Mapping } {
  const land = /^[A-Z]{2}$/.test(country) ? regionCode(country) : null
  if (!land) return { region: null, mapping: 'none' }
  if (!COUNTRIES.includes(land)) {
    // Codes need no table of names: what MaxMind says is what Cloudflare says, in every country.
    const whole = /^[A-Z0-9]{1,3}$/.test(code) ? regionCode(`${land}-${code}`) : null
    return whole ? { region: whole, mapping: 'region' } : { region: land, mapping: 'country' }
  }
  const region = (code && regionByCode(land, code)) || (name && regionByName(land, name)) || null
  if (region) return { region, mapping: 'region' }
  return { region: land, mapping: code || name ? 'unmapped' : 'country' }
}

import type { RegionCode } from '../brands.ts'

const PATTERN = /^[A-Z]{2}(-[A-Z0-9]{1,8})?$/
/** What stands where a country code is expected and is none: unknown, Tor, and codes of old address tables. */
const NO_COUNTRY = new Set(['XX', 'T1', 'A1', 'A2', 'O1', 'AP', 'EU', 'ZZ'])

/** `RU-MOW`, `RU` or `RU-TOLLFREE` as a region; null for anything else, and for what is no country (`XX`, `T1`). */
export function regionCode(text: string): RegionCode | null {
  return PATTERN.test(text) && !NO_COUNTRY.has(text.slice(0, 2)) ? (text as RegionCode) : null
}

/** `RU-MOW` → `RU` */
export function countryOf(region: RegionCode): RegionCode {
  return region.slice(0, 2) as RegionCode
}

/** The code under which a country's numbers that belong to no region of it are kept: 8-800, toll-free. */
export function tollFreeOf(country: RegionCode): RegionCode {
  return `${country}-TOLLFREE` as RegionCode
}

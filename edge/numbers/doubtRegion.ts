import type { E164, RegionCode } from '../brands.ts'
import { countryOf } from '../regions/regionCode.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'

/**
 * Why the region stated for a number looks wrong by the numbering plan, or null. Digits that tell only a
 * country agree with every region of it.
 */
export function doubtRegion(number: E164, stated: RegionCode): string | null {
  const told = regionOfNumber(number)
  if (!told || told === stated) return null
  if (countryOf(told) === countryOf(stated) && (!told.includes('-') || !stated.includes('-'))) return null
  return `region: ${stated} is stated, the number's digits say ${told}`
}

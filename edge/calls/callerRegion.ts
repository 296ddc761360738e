import type { E164, RegionCode } from '../brands.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'

/** Region of a caller by his number; a number of a whole country (a mobile one, mostly) says nothing of where in it he is. */
export function callerRegion(caller: E164): RegionCode | null {
  const region = regionOfNumber(caller)
  return region?.includes('-') && !region.endsWith('-TOLLFREE') ? region : null
}

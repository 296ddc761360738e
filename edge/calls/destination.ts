import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { E164 } from '../brands.ts'

export type DestinationRefusal = 'tracking-number' | 'invalid' | 'premium' | 'shared-cost' | 'satellite' | 'personal' | 'country'

/** Networks of satellites: Inmarsat; Iridium, Globalstar, Thuraya and others; +882 and +883 are carriers without a country, most of them at satellite rates. */
const SATELLITE = new Set(['870', '881', '882', '883'])

/**
 * Whether calls may be sent to a number. Refused are tracking numbers, which would ring in a circle, and what would let
 * a stranger run up a bill. It takes the full metadata of libphonenumber (`/max`, 40 KB gz more than `/min` in the worker):
 * `/min` knows no types, and tables of our own would be wrong within a year.
 */
export function checkDestination(
  destination: E164,
  { countries, isTracking }: { /** Absent: any country. */ countries?: readonly string[] | undefined; isTracking: boolean },
): { kind: 'allowed' } | { kind: 'refused'; reason: DestinationRefusal } {
  const refused = (reason: DestinationRefusal) => ({ kind: 'refused', reason }) as const
  if (isTracking) return refused('tracking-number')
  const parsed = parsePhoneNumberFromString(destination)
  if (!parsed?.isPossible()) return refused('invalid')
  if (SATELLITE.has(parsed.countryCallingCode)) return refused('satellite')
  switch (parsed.getType()) {
    case 'PREMIUM_RATE':
      return refused('premium')
    case 'SHARED_COST':
      return refused('shared-cost')
    // UK 070 and its kin follow a person at premium rates.
    case 'PERSONAL_NUMBER':
      return refused('personal')
  }
  // A number that is possible but of no known range (undefined type) passes: ranges are opened faster than metadata follows.
  return countries && !(parsed.country && countries.includes(parsed.country)) ? refused('country') : { kind: 'allowed' }
}

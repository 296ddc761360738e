import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { E164 } from '../brands.ts'

export type DestinationRefusal = 'tracking-number' | 'invalid' | 'premium' | 'shared-cost' | 'satellite' | 'personal' | 'country'

/** Networks of satellites: Inmarsat; Iridium, Globalstar, Thuraya and others; +882 and +883 are carriers without a country, most of them at satellite rates. */
const SATELLITE = new Set(['870', '881', '882', '883'])

interface Kind {
  /** Whatever the countries. */
  refused: DestinationRefusal | null
  country: string | undefined
}

/** Lives across requests: an account has few destinations, each is asked for with every call, and reading one costs as much as routing it. */
const kinds = new Map<E164, Kind>()
const MOST = 5000

/**
 * Whether calls may be sent to a number. Refused are tracking numbers, which would ring in a circle, and what would let
 * a stranger run up a bill. It takes the full metadata of libphonenumber (`/max`, 40 KB gz more than `/min` in the worker):
 * `/min` knows no types, and tables of our own would be wrong within a year.
 */
export function checkDestination(
  destination: E164,
  { countries, isTracking }: { /** Absent: any country. */ countries?: readonly string[] | undefined; isTracking: boolean },
): { kind: 'allowed' } | { kind: 'refused'; reason: DestinationRefusal } {
  if (isTracking) return { kind: 'refused', reason: 'tracking-number' }
  let kind = kinds.get(destination)
  if (!kind) {
    if (kinds.size >= MOST) kinds.clear()
    kinds.set(destination, (kind = kindOf(destination)))
  }
  if (kind.refused) return { kind: 'refused', reason: kind.refused }
  return countries && !(kind.country && countries.includes(kind.country)) ? { kind: 'refused', reason: 'country' } : { kind: 'allowed' }
}

function kindOf(destination: E164): Kind {
  const parsed = parsePhoneNumberFromString(destination)
  const of = (refused: DestinationRefusal | null): Kind => ({ refused, country: parsed?.country })
  if (!parsed?.isPossible()) return of('invalid')
  if (SATELLITE.has(parsed.countryCallingCode)) return of('satellite')
  switch (parsed.getType()) {
    case 'PREMIUM_RATE':
      return of('premium')
    case 'SHARED_COST':
      return of('shared-cost')
    // UK 070 and its kin follow a person at premium rates.
    case 'PERSONAL_NUMBER':
      return of('personal')
  }
  // A number that is possible but of no known range (undefined type) passes: ranges are opened faster than metadata follows.
  return of(null)
}

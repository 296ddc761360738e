import type { E164, RegionCode } from '../brands.ts'
import type { LeaseCommand, Overflow } from '../pool/pool.port.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

/** ZZ: of no country, as ISO 3166 reserves it. */
const placed = (number: E164) => ({ number, region: regionOfNumber(number) ?? ('ZZ' as RegionCode) })

/** What the site wants when every number of the chain is held. */
export function overflowOf({ overflow }: SiteSettings): Overflow {
  if (overflow === 'share' || overflow === 'original') return { kind: overflow as 'share' | 'original' }
  return { kind: 'number', ...placed(overflow as E164) }
}

/** What suspects are given. */
export function sinkOf({ sink }: SiteSettings): LeaseCommand['sink'] {
  return sink === null ? null : placed(sink)
}

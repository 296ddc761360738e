import type { RegionCode } from '../brands.ts'
import { countryOf, tollFreeOf } from '../regions/regionCode.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import { subdivisionsOf } from '../regions/subdivisions.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import type { PreviewRegion } from './previewContract.ts'
import { regionWords } from './regionWords.ts'

/** What a visitor may be from, for this site: see `PreviewOpened.regions`. */
export function previewRegions({ targets, regions }: Pick<SiteSettings, 'targets' | 'regions'>): PreviewRegion[] {
  const slotsOf = (region: RegionCode) => targets.flatMap(({ slot, route }) => (regions.available[route]?.includes(region) ? [slot] : []))
  const known = [...Object.values(regions.available).flat(), ...targets.flatMap(({ e164 }) => regionOfNumber(e164) ?? [])]
  const countries = new Set(known.map(countryOf))
  const codes = new Set([...countries].flatMap((country) => [country, ...subdivisionsOf(country).map(({ code }) => code)]).concat(known))
  // Nobody lives in 8-800.
  for (const country of countries) codes.delete(tollFreeOf(country))
  return [...codes]
    .map((code): PreviewRegion => ({ code, name: regionWords(code), slots: slotsOf(code) }))
    .toSorted((a, b) => Number(b.slots.length > 0) - Number(a.slots.length > 0) || (a.code < b.code ? -1 : 1))
}

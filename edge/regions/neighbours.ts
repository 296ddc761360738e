import type { RegionCode } from '../brands.ts'

/** Cities that are regions of their own, with the region around them. */
const CITY_AND_SURROUNDINGS = ['RU-MOW RU-MOS', 'RU-SPE RU-LEN', 'BY-HM BY-MI', 'UA-30 UA-32', 'KZ-75 KZ-19', 'KZ-71 KZ-11', 'DE-BE DE-BB']

/**
 * The nine divisions of the US Census Bureau; the District of Columbia is in South Atlantic.
 * @see https://www2.census.gov/geo/pdfs/maps-data/maps/reference/us_regdiv.pdf
 */
const US_DIVISIONS = [
  'CT ME MA NH RI VT',
  'NJ NY PA',
  'IL IN MI OH WI',
  'IA KS MN MO NE ND SD',
  'DE DC FL GA MD NC SC VA WV',
  'AL KY MS TN',
  'AR LA OK TX',
  'AZ CO ID MT NV NM UT WY',
  'AK CA HI OR WA',
].map((states) => states.replace(/\w+/g, 'US-$&'))

const NEIGHBOURS = new Map<string, RegionCode[]>()
for (const area of [...CITY_AND_SURROUNDINGS, ...US_DIVISIONS]) {
  const regions = area.split(' ') as RegionCode[]
  for (const region of regions) {
    NEIGHBOURS.set(
      region,
      regions.filter((other) => other !== region),
    )
  }
}

/** The built-in list: a city with the region around it, the states of one area. A site's own list goes before it. */
export function neighboursOf(region: RegionCode): readonly RegionCode[] {
  return NEIGHBOURS.get(region) ?? []
}

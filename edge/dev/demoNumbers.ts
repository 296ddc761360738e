import type { E164, RegionCode, RouteId } from '../brands.ts'

/** Area code and exchange of each region. None of them is anybody's: exchanges that are not assigned, and 555-01xx. */
const REGIONS: [RegionCode, string][] = (
  [
    ['RU-MOW', '+7495000'],
    ['RU-SPE', '+7812000'],
    ['RU-SVE', '+7343000'],
    ['RU-TOLLFREE', '+7800000'],
    ['US-NY', '+1212555'],
    ['US-TX', '+1512555'],
    ['US-CA', '+1415555'],
    ['US-TOLLFREE', '+1800555'],
  ] as const
).map(([region, prefix]) => [region as RegionCode, prefix])

const TOTAL = 300

/** 300 numbers in eight regions of Russia and the United States, shared out evenly among the routes. */
export function demoNumbers(routes: RouteId[]): { number: E164; region: RegionCode; routeId: RouteId }[] {
  return Array.from({ length: TOTAL }, (_, index) => {
    const [region, prefix] = REGIONS[index % REGIONS.length]!
    const serial = Math.floor(index / REGIONS.length)
    const line = prefix.startsWith('+1') ? `01${String(serial + 10).padStart(2, '0')}` : String(1000 + serial * 7)
    return { number: `${prefix}${line}` as E164, region, routeId: routes[serial % routes.length]! }
  })
}

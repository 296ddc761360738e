import type { RegionCode } from '../../brands.ts'
import type { ImportReport, PlaceCount } from './importReport.ts'
import type { Place, PlaceRanges } from './placeRanges.ts'
import { createRangeBuilder, type RangeTable } from './rangeTable.ts'
import { regionOfPlace } from './regionOfPlace.ts'

/** Numbers of regions in a set: 0 is unknown, the others as they come. */
export interface RegionNumbers {
  codes: (RegionCode | null)[]
  numberOf(region: RegionCode | null): number
}

export function createRegionNumbers(): RegionNumbers {
  const codes: (RegionCode | null)[] = [null]
  const numbers = new Map<RegionCode | null, number>([[null, 0]])
  return {
    codes,
    numberOf(region) {
      let number = numbers.get(region)
      if (number === undefined) {
        number = codes.push(region) - 1
        numbers.set(region, number)
      }
      return number
    },
  }
}

export interface MapRanges {
  ranges: PlaceRanges
  numbers: RegionNumbers
  /** ISO 3166-1 codes that are kept; all if null. */
  countries: readonly string[] | null
  report: ImportReport
  /** Called now and then with the share that is done, 0 to 1. */
  onProgress?: (share: number) => void
}

/** Places as region numbers, neighbours merged; counts in the report what became of them. */
export function mapRanges({ ranges, numbers, countries, report, onProgress }: MapRanges): RangeTable {
  const builder = createRangeBuilder(ranges.family)
  const counts = new Map<Place, PlaceCount & { number: number }>()
  let seen = 0
  ranges.each((start, addresses, place) => {
    if ((++seen & 0xffff) === 0) onProgress?.(Math.min(seen / ranges.expected, 1))
    if (!place || (countries && !countries.includes(place.country))) {
      builder.add(start, 0)
      return
    }
    let count = counts.get(place)
    if (!count) {
      const { region, mapping } = regionOfPlace(place)
      count = { number: numbers.numberOf(region), mapping, country: place.country, name: place.code || place.name, ranges: 0, addresses: 0 }
      counts.set(place, count)
    }
    count.ranges++
    count.addresses += addresses
    builder.add(start, count.number)
  })
  onProgress?.(1)
  const table = builder.table()
  report.add({ family: ranges.family, read: seen, merged: table.length, places: counts.values() })
  return table
}

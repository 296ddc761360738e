import { readFileSync } from 'node:fs'
import { Reader } from 'mmdb-lib'
import type { RegionCode } from '../../brands.ts'
import { regionOfPlace } from '../../regions/import/regionOfPlace.ts'

interface FlatRecord {
  country_code: string
  state1: string
}

export interface Referee {
  /** What mmdb-lib's record says, as a region code. */
  regionOf(address: string): RegionCode | null
  /** The same, with the length of the prefix that mmdb-lib found it under. */
  rangeOf(address: string): { region: RegionCode | null; bits: number }
}

/** mmdb-lib over the same file; `countries` blanks all others, as the import does. */
export function createReferee({ file, countries }: { file: string; countries: readonly string[] | null }): Referee {
  const cache = new Map<string | number, unknown>()
  const reader = new Reader<never>(readFileSync(file), {
    cache: { get: (key) => cache.get(key), set: (key, value) => void cache.set(key, value) },
  })
  // The cache gives the same object for the same record.
  const regions = new WeakMap<object, { region: RegionCode | null }>()
  const mapped = (record: FlatRecord | null): RegionCode | null => {
    if (!record) return null
    let known = regions.get(record)
    if (!known) {
      const { country_code: country, state1: name } = record
      known = countries && !countries.includes(country) ? { region: null } : regionOfPlace({ country, code: '', name })
      regions.set(record, known)
    }
    return known.region
  }
  return {
    regionOf: (address) => mapped(reader.get(address)),
    rangeOf(address) {
      const [record, bits] = reader.getWithPrefixLength(address)
      return { region: mapped(record), bits }
    },
  }
}

import { readFileSync } from 'node:fs'
import { Reader } from 'mmdb-lib'
import type { RegionCode } from '../../brands.ts'
import { regionOfPlace } from '../../regions/import/regionOfPlace.ts'

/** A record of ip-location-db. */
export interface FlatRecord {
  country_code: string
  state1: string
}

export interface Referee {
  placeOf(address: string): FlatRecord | null
  /** The same, with the length of the prefix that mmdb-lib found it under. */
  rangeOf(address: string): { place: FlatRecord | null; bits: number }
  /** The record's names as a region code; null outside the countries, as the import has it. */
  regionOfPlace(place: FlatRecord | null, countries: readonly string[] | null): RegionCode | null
}

/** mmdb-lib over the same file. */
export function createReferee(file: string): Referee {
  const cache = new Map<string | number, unknown>()
  const reader = new Reader<never>(readFileSync(file), {
    cache: { get: (key) => cache.get(key), set: (key, value) => void cache.set(key, value) },
  })
  // With a cache the same record is the same object.
  const regions = new WeakMap<FlatRecord, { region: RegionCode | null }>()
  return {
    placeOf: (address) => reader.get(address),
    rangeOf(address) {
      const [place, bits] = reader.getWithPrefixLength(address)
      return { place, bits }
    },
    regionOfPlace(place, countries) {
      if (!place || (countries && !countries.includes(place.country_code))) return null
      let known = regions.get(place)
      if (!known) {
        known = regionOfPlace({ country: place.country_code, code: '', name: place.state1 })
        regions.set(place, known)
      }
      return known.region
    },
  }
}

import { Reader } from 'mmdb-lib'
import { describe, expect, it } from 'vitest'
import { formatAddress } from '../formatAddress.ts'
import { aMmdb, type MmdbDescription } from './aMmdb.ts'
import { BadFile, type PlaceRanges } from './placeRanges.ts'
import { readMmdb } from './readMmdb.ts'

const maxmind = (country: string, code: string) => ({
  country: { iso_code: country },
  subdivisions: [{ iso_code: code, names: { en: 'A name' } }, { iso_code: 'ZZ' }],
})
const dbip = (country: string, name: string) => ({ country: { iso_code: country }, subdivisions: [{ names: { en: name } }] })
const flat = (country: string, name: string) => ({ country_code: country, state1: name, state2: '' })

function placesOf({ each }: PlaceRanges): string[] {
  const seen: string[] = []
  each((start, addresses, place) => {
    if (place) seen.push(`${formatAddress(start)} ${addresses} ${place.country}/${place.code}/${place.name}`)
  })
  return seen
}

describe('readMmdb', () => {
  it.each([24, 28, 32] as const)('reads MaxMind, DB-IP and ip-location-db records from a tree of %i bits a record', (recordSize) => {
    const file = aMmdb({
      ipVersion: 4,
      recordSize,
      records: {
        '1.0.0.0/24': maxmind('RU', 'MOW'),
        '2.0.0.0/8': dbip('RU', 'Sverdlovsk Oblast'),
        '203.0.113.128/25': flat('US', 'Texas'),
        '9.9.9.9': { city: {} },
      },
    })
    const { families } = readMmdb(file)
    expect(families.map(({ family }) => family)).toEqual([4])
    expect(placesOf(families[0]!)).toEqual([
      '1.0.0.0 256 RU/MOW/A name',
      '2.0.0.0 16777216 RU//Sverdlovsk Oblast',
      '203.0.113.128 128 US//Texas',
    ])
  })

  it('reads both families of a file of both', () => {
    const { families, databaseType } = readMmdb(
      aMmdb({
        ipVersion: 6,
        databaseType: 'GeoLite2-City',
        records: { '81.2.69.0/24': maxmind('GB', 'ENG'), '2001:db8::/33': maxmind('US', 'TX') },
      }),
    )
    expect(databaseType).toBe('GeoLite2-City')
    expect(families.map((ranges) => [ranges.family, placesOf(ranges)])).toEqual([
      [4, ['81.2.69.0 256 GB/ENG/A name']],
      [6, [`2001:db8:: ${2 ** 95} US/TX/A name`]],
    ])
  })

  it('covers the whole address space', () => {
    const description: MmdbDescription = { ipVersion: 4, records: { '10.1.2.3': flat('RU', ''), '128.0.0.0/1': flat('US', '') } }
    let sum = 0
    readMmdb(aMmdb(description)).families[0]!.each((_start, addresses) => (sum += addresses))
    expect(sum).toBe(2 ** 32)
  })

  it('refuses what is no database, or only a part of one', () => {
    const file = aMmdb({ ipVersion: 4, records: { '1.0.0.0/24': maxmind('RU', 'MOW') } })
    for (const bad of [Buffer.alloc(0), Buffer.from('start,end'), file.subarray(0, file.length - 90), file.subarray(file.length - 200)]) {
      expect(() => readMmdb(bad)).toThrow(BadFile)
    }
  })

  it('refuses a damaged tree or record instead of reading on', () => {
    const file = aMmdb({ ipVersion: 4, records: { '1.0.0.0/24': maxmind('RU', 'MOW') } })
    const loop = Buffer.from(file)
    loop.writeUIntBE(0, 3, 3)
    const { nodeCount, searchTreeSize } = new Reader<never>(file).metadata
    const astray = Buffer.from(file)
    astray.writeUIntBE(nodeCount + 16 + 1_000_000, (nodeCount - 1) * 6, 3)
    const garbled = Buffer.from(file).fill(0xff, searchTreeSize + 16, searchTreeSize + 40)
    for (const bad of [loop, astray, garbled]) expect(() => placesOf(readMmdb(bad).families[0]!)).toThrow(BadFile)
  })
})

import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { regionOf, type Visitor } from './regionOf.ts'

const MOW = 'RU-MOW' as RegionCode
const SPE = 'RU-SPE' as RegionCode
const RU = 'RU' as RegionCode
const moscow = { country: 'RU', regionCode: 'MOW' }

const CASES: [title: string, visitor: Visitor, region: string | null, by: string][] = [
  ['a preview forces the region', { forced: SPE, home: MOW, cf: moscow, table: MOW }, 'RU-SPE', 'preview'],
  ['the home region overrides the address', { home: SPE, cf: moscow, table: MOW }, 'RU-SPE', 'home'],
  ['a correction is believed before all that is only looked up', { home: null, corrected: RU, cf: moscow, table: MOW }, 'RU', 'table'],
  ['the home region overrides a correction', { home: SPE, corrected: MOW, cf: {} }, 'RU-SPE', 'home'],
  ['what Cloudflare states comes before the table', { home: null, cf: moscow, table: SPE }, 'RU-MOW', 'cf'],
  ['a site may prefer the table', { home: null, cf: moscow, table: SPE, prefer: 'table' }, 'RU-SPE', 'table'],
  ['a preferred table that knows nothing gives way', { home: null, cf: moscow, table: null, prefer: 'table' }, 'RU-MOW', 'cf'],
  ['the table answers where Cloudflare names the country only', { home: null, cf: { country: 'RU' }, table: SPE }, 'RU-SPE', 'table'],
  ['a country is better than nothing', { home: null, cf: { country: 'RU' }, table: null }, 'RU', 'cf'],
  [
    'a region from Cloudflare beats a country from a preferred table',
    { home: null, cf: moscow, table: RU, prefer: 'table' },
    'RU-MOW',
    'cf',
  ],
  ['the table answers where Cloudflare is silent', { home: null, cf: {}, table: SPE }, 'RU-SPE', 'table'],
  ['Tor is no country', { home: null, cf: { country: 'T1', regionCode: 'MOW' } }, null, 'none'],
  ['XX is no country', { home: null, cf: { country: 'XX' } }, null, 'none'],
  ['a region without a country says nothing', { home: null, cf: { regionCode: 'TX' } }, null, 'none'],
  ['junk after the country leaves the country', { home: null, cf: { country: 'US', regionCode: 'TOLLFREE' } }, 'US', 'cf'],
  ['junk in the country is refused', { home: null, cf: { country: 'U\n', regionCode: 'TX' } }, null, 'none'],
  ['small letters are taken for what they mean', { home: null, cf: { country: 'us', regionCode: 'tx' } }, 'US-TX', 'cf'],
]

describe('regionOf', () => {
  it.each(CASES)('%s', (_title, visitor, region, by) => {
    expect(regionOf(visitor)).toEqual({ region, by })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../../brands.ts'
import { findCorrection } from '../findCorrection.ts'
import { formatAddress } from '../formatAddress.ts'
import { foldCorrections } from './foldCorrections.ts'
import { createRangeBuilder, type RangeTable } from './rangeTable.ts'

const CODES = ['RU', 'RU-MOW', 'RU-SPE', 'US-TX', 'US-CA'] as RegionCode[]

function regionAt({ starts, regions, length }: RangeTable, address: number): number {
  let region = 0
  for (let i = 0; i < length && starts[i]! <= address; i++) region = regions[i]!
  return region
}

describe('foldCorrections', () => {
  it('makes a table that says what table and overlay said together', () => {
    const small = fc.nat(4095).map((low) => 0xcb007000 + low)
    const range = fc.tuple(small, fc.integer({ min: 20, max: 32 }), fc.nat(4))
    fc.assert(
      fc.property(
        fc.uniqueArray(small, { maxLength: 12 }),
        fc.uniqueArray(range, { maxLength: 6, selector: ([at, bits]) => `${bits} ${at >>> (32 - bits)}` }),
        (starts, ranges) => {
          const builder = createRangeBuilder(4)
          starts.sort((a, b) => a - b).forEach((start, i) => builder.add([start], (i % 4) + 1))
          const table = builder.table()
          const corrections = ranges.map(([at, bits, code]) => ({
            range: `${formatAddress(Uint32Array.of(at))}/${bits}`,
            region: CODES[code]!,
          }))
          const folded = foldCorrections({ table, corrections, numberOf: (region) => CODES.indexOf(region) + 10 })
          for (let address = 0xcb007000 - 1; address <= 0xcb008000; address += 13) {
            const corrected = findCorrection({ corrections, address: formatAddress(Uint32Array.of(address)) })
            expect(regionAt(folded, address)).toBe(corrected ? CODES.indexOf(corrected.region) + 10 : regionAt(table, address))
          }
        },
      ),
    )
  })
})

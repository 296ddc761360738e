import type { RegionCode } from '../../brands.ts'
import type { Correction } from '../findCorrection.ts'
import { nextAddress } from '../nextAddress.ts'
import { type AddressRange, parseRange } from '../parseRange.ts'
import { compareWords, createRangeBuilder, type RangeTable } from './rangeTable.ts'

export interface FoldCorrections {
  table: RangeTable
  corrections: readonly Correction[]
  numberOf(region: RegionCode): number
}

/** The table with corrections written over it, the narrower over the wider, as `findCorrection` would answer. */
export function foldCorrections({ table, corrections, numberOf }: FoldCorrections): RangeTable {
  return corrections
    .map(({ range, region }) => ({ range: parseRange(range), region }))
    .filter((each): each is { range: AddressRange; region: RegionCode } => each.range?.family === table.family)
    .sort((a, b) => a.range.bits - b.range.bits)
    .reduce((folded, { range, region }) => overwrite(folded, range, numberOf(region)), table)
}

function overwrite({ family, length, starts, regions }: RangeTable, { first, last }: AddressRange, region: number): RangeTable {
  const words = family === 4 ? 1 : 4
  const builder = createRangeBuilder(family)
  const startOf = (i: number) => starts.subarray(i * words, (i + 1) * words)
  let i = 0
  for (; i < length && compareWords(startOf(i), first) < 0; i++) builder.add(startOf(i), regions[i]!)
  builder.add(first, region)
  while (i < length && compareWords(startOf(i), last) <= 0) i++
  const end = nextAddress(last)
  if (end && !(i < length && compareWords(startOf(i), end) === 0)) builder.add(end, regions[i - 1]!)
  for (; i < length; i++) builder.add(startOf(i), regions[i]!)
  return builder.table()
}

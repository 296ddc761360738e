import { unitOf } from '../shard.ts'
import type { RangeTable } from './rangeTable.ts'
import type { Part } from './splitPrefixes.ts'

/** What a shard holds, before it is bytes. */
export interface ShardRanges {
  /** By block its first range, and at the end the number of ranges. */
  offsets: number[]
  lows: number[]
  /** Region number, or `DEEP`. */
  regions: number[]
  deep: DeepRecord[]
}

export interface DeepRecord {
  range: number
  /** Second to fourth word of the start. */
  words: [number, number, number]
  region: number
}

export const DEEP = -1

/** The ranges of one part. The first says what holds at the part's beginning, even where no range starts there. */
export function shardRanges(table: RangeTable, part: Part): ShardRanges {
  return table.family === 4 ? shardRangesV4(table, part) : shardRangesV6(table, part)
}

function shardRangesV4({ starts, regions }: RangeTable, { prefix: [first], length, from, to }: Part): ShardRanges {
  const out: ShardRanges = { offsets: [], lows: [], regions: [], deep: [] }
  let block = first >>> 16
  const end = block + 2 ** (16 - length)
  if (from === to || starts[from] !== first) {
    out.lows.push(0)
    out.regions.push(regions[from - 1]!)
    out.offsets.push(0)
    block++
  }
  for (let i = from; i < to; i++) {
    for (; block <= starts[i]! >>> 16; block++) out.offsets.push(out.lows.length)
    out.lows.push(starts[i]! & 0xffff)
    out.regions.push(regions[i]!)
  }
  for (; block <= end; block++) out.offsets.push(out.lows.length)
  return out
}

function shardRangesV6({ starts, regions }: RangeTable, { length, from, to }: Part): ShardRanges {
  const out: ShardRanges = { offsets: [], lows: [], regions: [], deep: [] }
  const push = (unit: number, region: number) => {
    out.lows.push(unit)
    out.regions.push(region)
  }
  const unitAt = (i: number) => unitOf(length, starts[i * 4]!, starts[i * 4 + 1]!)
  /** Whether a start is the first address of its unit. */
  const isCoarse = (i: number) =>
    starts[i * 4 + 2] === 0 && starts[i * 4 + 3] === 0 && (length >= 32 || (starts[i * 4 + 1]! << length) >>> 0 === 0)
  let before = from > 0 ? regions[from - 1]! : 0
  if (from === to || unitAt(from) !== 0) push(0, before)
  for (let i = from; i < to;) {
    const unit = unitAt(i)
    let next = i + 1
    while (next < to && unitAt(next) === unit) next++
    if (next === i + 1 && isCoarse(i)) push(unit, regions[i]!)
    else {
      const range = out.lows.length
      if (!isCoarse(i)) {
        const rest = length < 32 ? (starts[i * 4 + 1]! << length) >>> length : 0
        out.deep.push({ range, words: [starts[i * 4 + 1]! - rest, 0, 0], region: before })
      }
      for (let j = i; j < next; j++) {
        out.deep.push({ range, words: [starts[j * 4 + 1]!, starts[j * 4 + 2]!, starts[j * 4 + 3]!], region: regions[j]! })
      }
      push(unit, DEEP)
      if (unit < 0xffffffff && !(next < to && unitAt(next) === unit + 1)) push(unit + 1, regions[next - 1]!)
    }
    before = regions[next - 1]!
    i = next
  }
  out.offsets = offsetsOf(out.lows)
  return out
}

/** A part in as many equal blocks as make some eight ranges each, were they spread evenly: those lie in one cache line. */
function offsetsOf(lows: readonly number[]): number[] {
  const bits = Math.max(Math.ceil(Math.log2(lows.length / 8)), 0)
  const offsets: number[] = []
  let range = 0
  for (let block = 0; block < 2 ** bits; block++) {
    while (range < lows.length && lows[range]! < block * 2 ** (32 - bits)) range++
    offsets.push(range)
  }
  offsets.push(lows.length)
  return offsets
}

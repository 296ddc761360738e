import type { RangeTable } from './rangeTable.ts'

/** Ranges as a shard holds them: block, low, region; what is finer than a /64 set aside as deep records. */
export interface ShardEntries {
  family: 4 | 6
  length: number
  /** First 16 bits of the start (IPv4), first 32 (IPv6). */
  blocks: Uint32Array
  /** Next 16 bits, next 32. */
  lows: Uint32Array
  /** Region number, or `DEEP`: then the records of this entry are in `deep`. */
  regions: Int32Array
  deep: DeepRecord[]
}

export interface DeepRecord {
  entry: number
  third: number
  fourth: number
  region: number
}

export const DEEP = -1

export function shardEntries(table: RangeTable): ShardEntries {
  return table.family === 4 ? entriesV4(table) : entriesV6(table)
}

function entriesV4({ length, starts, regions }: RangeTable): ShardEntries {
  return {
    family: 4,
    length,
    blocks: starts.map((start) => start >>> 16),
    lows: starts.map((start) => start & 0xffff),
    regions: Int32Array.from(regions),
    deep: [],
  }
}

function entriesV6({ length, starts, regions }: RangeTable): ShardEntries {
  // A /64 with finer ranges in it takes one entry, and one more where the region changes back at its end.
  const blocks = new Uint32Array(length * 2)
  const lows = new Uint32Array(length * 2)
  const out = new Int32Array(length * 2)
  const deep: DeepRecord[] = []
  let n = 0
  const push = (block: number, low: number, region: number) => {
    blocks[n] = block
    lows[n] = low
    out[n++] = region
  }
  let i = 0
  let before = 0
  while (i < length) {
    const at = i * 4
    const [block, low] = [starts[at]!, starts[at + 1]!]
    let next = i
    while (next < length && starts[next * 4] === block && starts[next * 4 + 1] === low) next++
    const coarse = starts[at + 2] === 0 && starts[at + 3] === 0
    if (coarse && next === i + 1) {
      push(block, low, regions[i]!)
    } else {
      if (!coarse) deep.push({ entry: n, third: 0, fourth: 0, region: before })
      for (let j = i; j < next; j++) deep.push({ entry: n, third: starts[j * 4 + 2]!, fourth: starts[j * 4 + 3]!, region: regions[j]! })
      push(block, low, DEEP)
      const [upBlock, upLow] = low === 0xffffffff ? [block + 1, 0] : [block, low + 1]
      const follows = next < length && starts[next * 4] === upBlock && starts[next * 4 + 1] === upLow
      if (!follows && upBlock <= 0xffffffff) push(upBlock, upLow, regions[next - 1]!)
    }
    before = regions[next - 1]!
    i = next
  }
  return { family: 6, length: n, blocks: blocks.subarray(0, n), lows: lows.subarray(0, n), regions: out.subarray(0, n), deep }
}

import type { RegionCode } from '../brands.ts'
import { deepRegionAt, findDeep, findRangeV4, findRangeV6, regionAt } from './findRange.ts'
import { type Manifest, shardOfName } from './manifest.ts'
import type { Shard } from './shard.ts'

/** A set that is being read: which shard has an address, and the shards in memory. */
export interface ShardSet {
  manifest: Manifest
  /** Shard number by the first 16 bits of an IPv4 address. Empty where the set has no IPv4. */
  byBlock: Uint16Array
  /** Number of the first IPv6 shard, and the first two words of each shard's prefix. */
  firstV6: number
  highs: Uint32Array
  lows: Uint32Array
  shards: (Shard | undefined)[]
  /** When each was last used, in looks-up. */
  used: Float64Array
}

export function openSet(manifest: Manifest): ShardSet {
  const names = manifest.shards.map(shardOfName)
  const firstV6 = names.filter(({ family }) => family === 4).length
  const byBlock = new Uint16Array(firstV6 > 0 ? 65536 : 0)
  for (let i = 0; i < firstV6; i++) {
    const { prefix, prefixLength } = names[i]!
    const block = prefix[0] >>> 16
    byBlock.fill(i, block, block + 2 ** (16 - prefixLength))
  }
  return {
    manifest,
    byBlock,
    firstV6,
    highs: Uint32Array.from(names, ({ prefix }) => prefix[0]),
    lows: Uint32Array.from(names, ({ prefix }) => prefix[1]),
    shards: Array.from({ length: names.length }),
    used: new Float64Array(names.length),
  }
}

/** An address: the 32 bits of IPv4, or -1 and the four words of IPv6. */
export interface Address {
  v4: number
  words: Uint32Array
}

/** The number of the shard that has the address; -1 if the set has none of its family. */
export function shardNumber(set: ShardSet, { v4, words }: Address): number {
  if (v4 >= 0) return set.byBlock[v4 >>> 16] ?? -1
  const { highs, lows, firstV6 } = set
  let from = firstV6
  let to = highs.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (highs[middle]! < words[0]! || (highs[middle] === words[0] && lows[middle]! <= words[1]!)) from = middle + 1
    else to = middle
  }
  return from - 1 < firstV6 ? -1 : from - 1
}

export function regionIn(set: ShardSet, shard: Shard, { v4, words }: Address): RegionCode | null {
  return set.manifest.regions[regionNumber(shard, v4, words)] ?? null
}

function regionNumber(shard: Shard, v4: number, words: Uint32Array): number {
  if (v4 >= 0) return regionAt(shard, findRangeV4(shard, v4))
  const range = findRangeV6(shard, words[0]!, words[1]!)
  const region = regionAt(shard, range)
  return region < 0 ? deepRegionAt(shard, findDeep(shard, range, words[2]!, words[3]!)) : region
}

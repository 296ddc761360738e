import type { RegionCode } from '../brands.ts'
import { deepRegionAt, findDeep, findRangeV4, findRangeV6, regionAt } from './findRange.ts'
import { type Manifest, shardOfName } from './manifest.ts'
import type { Shard } from './shard.ts'

/** A set that is being read: which shard has an address, and the shards in memory. */
export interface ShardSet {
  manifest: Manifest
  /** Shard number by the first 16 bits of an IPv4 address. Empty where the set has no IPv4. */
  byBlock: Uint16Array
  /** The first shard that may have an IPv6 address, and the one after the last, by its first 16 bits. */
  fromV6: Uint16Array
  toV6: Uint16Array
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
  const fromV6 = new Uint16Array(firstV6 < names.length ? 65536 : 0)
  const toV6 = new Uint16Array(fromV6.length)
  for (let i = firstV6; i < names.length; i++) {
    const { prefix, prefixLength } = names[i]!
    const block = prefix[0] >>> 16
    const end = block + 2 ** Math.max(16 - prefixLength, 0)
    for (let at = block; at < end; at++) fromV6[at] ||= i
    toV6.fill(i + 1, block, end)
  }
  return {
    manifest,
    byBlock,
    fromV6,
    toV6,
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
  const { highs, lows, fromV6, toV6 } = set
  const [high, low] = [words[0]!, words[1]!]
  let from = fromV6[high >>> 16] ?? 0
  let to = toV6[high >>> 16] ?? 0
  while (from < to) {
    const middle = (from + to) >>> 1
    if (highs[middle]! < high || (highs[middle] === high && lows[middle]! <= low)) from = middle + 1
    else to = middle
  }
  return from - 1
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

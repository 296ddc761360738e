import type { RegionCode } from '../brands.ts'
import { deepRegionAt, findDeep, findRangeV4, findRangeV6, regionAt } from './findRange.ts'
import { type Manifest, shardOfName } from './manifest.ts'
import type { Shard } from './shard.ts'

/** A set that is being read: which shard has an address, and the shards in memory. */
export interface ShardSet {
  manifest: Manifest
  /** Shard number by the first 16 bits of an IPv4 address. Empty where the set has no IPv4. */
  byBlock: Uint16Array
  /** By the first 16 bits of an IPv6 address where in `bySlash24` its 257 entries begin; of a block in one shard, that shard's number, inverted. */
  pages: Int32Array
  /** The last shard that begins at or before the first address of a /24, or, a page's last entry, of the next block. */
  bySlash24: Uint16Array
  /** First two words of each shard's prefix. */
  highs: Uint32Array
  lows: Uint32Array
  shards: (Shard | undefined)[]
  /** 1 for those that were used since room was last made. */
  used: Uint8Array
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
  const highs = Uint32Array.from(names, ({ prefix }) => prefix[0])
  const lows = Uint32Array.from(names, ({ prefix }) => prefix[1])
  const paged =
    firstV6 < names.length
      ? pageV6({ highs: highs.subarray(firstV6), lows: lows.subarray(firstV6), firstV6 })
      : { pages: new Int32Array(), bySlash24: new Uint16Array() }
  return { manifest, byBlock, ...paged, highs, lows, shards: Array.from({ length: names.length }), used: new Uint8Array(names.length) }
}

function pageV6({
  highs,
  lows,
  firstV6,
}: {
  highs: Uint32Array
  lows: Uint32Array
  firstV6: number
}): Pick<ShardSet, 'pages' | 'bySlash24'> {
  const pages = new Int32Array(65536)
  const entries: number[] = []
  let shard = 0
  /** Goes on to the last shard that begins at or before a first word, with a second word of 0. */
  const upTo = (high: number) => {
    while (shard + 1 < highs.length && (highs[shard + 1]! < high || (highs[shard + 1] === high && lows[shard + 1] === 0))) shard++
    return firstV6 + shard
  }
  for (let block = 0; block < 65536; block++) {
    const start = block * 65536
    const first = upTo(start)
    if (shard + 1 === highs.length || highs[shard + 1]! >= start + 65536) pages[block] = ~first
    else {
      pages[block] = entries.length
      for (let part = 0; part <= 256; part++) entries.push(upTo(start + part * 256))
    }
  }
  return { pages, bySlash24: Uint16Array.from(entries) }
}

/** An address: the 32 bits of IPv4, or -1 and the four words of IPv6. */
export interface Address {
  v4: number
  words: Uint32Array
  /** False: only the first two words have been read. */
  whole: boolean
}

/** The number of the shard that has the address; -1 if the set has none of its family. */
export function shardNumber(set: ShardSet, { v4, words }: Address): number {
  if (v4 >= 0) return set.byBlock[v4 >>> 16] ?? -1
  const { highs, lows, bySlash24 } = set
  const [high, low] = [words[0]!, words[1]!]
  const page = set.pages[high >>> 16] ?? 0
  if (page < 0) return ~page
  const at = page + ((high >>> 8) & 0xff)
  let from = bySlash24[at] ?? -1
  let to = bySlash24[at + 1]!
  while (from < to) {
    const middle = (from + to + 1) >>> 1
    if (highs[middle]! < high || (highs[middle] === high && lows[middle]! <= low)) from = middle
    else to = middle - 1
  }
  return from
}

/** Undefined where the first two words do not tell. */
export function regionIn(set: ShardSet, shard: Shard, { v4, words, whole }: Address): RegionCode | null | undefined {
  const { regions } = set.manifest
  if (v4 >= 0) return regions[regionAt(shard, findRangeV4(shard, v4))]
  const range = findRangeV6(shard, words[0]!, words[1]!)
  const region = regionAt(shard, range)
  if (region >= 0) return regions[region]
  return whole ? regions[deepRegionAt(shard, findDeep(shard, range, words))] : undefined
}

import { DEEP_BYTES, DEEP_NARROW, DEEP_WIDE, FORMAT, HEADER_BYTES, MAGIC } from '../shard.ts'
import { DEEP, type ShardEntries } from './shardEntries.ts'

/** Addresses that share their first `length` bits; `high` and `low` as blocks and lows of entries are. */
export interface Prefix {
  high: number
  low: number
  length: number
}

export interface PrefixEntries {
  prefix: Prefix
  /** Entries that start within the prefix: from `from`, before `to`. */
  from: number
  to: number
}

/** The bytes of one shard, with version and checksum still to be stamped. */
export function encodeShard(entries: ShardEntries, { prefix, from, to }: PrefixEntries): Uint8Array<ArrayBuffer> {
  const { family } = entries
  // The shard must say what holds at its very beginning, even where no range starts there.
  const inherits = from === to || entries.blocks[from] !== prefix.high || entries.lows[from] !== prefix.low
  const ranges = to - from + (inherits ? 1 : 0)
  const shift = from - (inherits ? 1 : 0)
  const blockOf = (range: number) => (inherits && range === 0 ? prefix.high : entries.blocks[shift + range]!)
  const lowOf = (range: number) => (inherits && range === 0 ? prefix.low : entries.lows[shift + range]!)

  const used = new Set<number>()
  for (let range = 0; range < ranges; range++) used.add(entries.regions[shift + range]!)
  used.delete(DEEP)
  const wide = used.size >= DEEP_NARROW
  const dictionary = wide ? [] : [...used].sort((a, b) => a - b)
  const idOf = new Map(dictionary.map((region, id) => [region, id]))
  const deep = entries.deep.filter(({ entry }) => entry >= shift && entry < to)

  const keys: number[] = []
  const offsets: number[] = []
  if (family === 4) {
    const blocks = 2 ** (16 - prefix.length)
    let range = 0
    for (let block = prefix.high; block < prefix.high + blocks; block++) {
      while (range < ranges && blockOf(range) < block) range++
      offsets.push(range)
    }
  } else {
    for (let range = 0; range < ranges; range++) {
      if (range > 0 && blockOf(range) === keys.at(-1)) continue
      keys.push(blockOf(range))
      offsets.push(range)
    }
  }
  const blocks = offsets.length
  offsets.push(ranges)

  const lowBytes = family === 4 ? 2 : 4
  const offsetsAt = HEADER_BYTES + keys.length * 4
  const deepAt = offsetsAt + offsets.length * 4
  const lowsAt = deepAt + deep.length * DEEP_BYTES
  const dictionaryAt = lowsAt + ranges * lowBytes
  const regionsAt = dictionaryAt + dictionary.length * 2
  const bytes = new Uint8Array(regionsAt + ranges * (wide ? 2 : 1))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  bytes.set([FORMAT, family, wide ? 2 : 1, prefix.length], 4)
  view.setUint32(12, bytes.length, true)
  const counts = [blocks, ranges, deep.length, dictionary.length]
  counts.forEach((count, i) => view.setUint32(24 + i * 4, count, true))
  view.setUint32(40, family === 4 ? prefix.high * 65536 + prefix.low : prefix.high, true)
  view.setUint32(44, family === 4 ? 0 : prefix.low, true)
  keys.forEach((key, i) => view.setUint32(HEADER_BYTES + i * 4, key, true))
  offsets.forEach((offset, i) => view.setUint32(offsetsAt + i * 4, offset, true))
  deep.forEach(({ entry, third, fourth, region }, i) => {
    const words = [entry - shift, third, fourth, region]
    words.forEach((word, j) => view.setUint32(deepAt + i * DEEP_BYTES + j * 4, word, true))
  })
  dictionary.forEach((region, i) => view.setUint16(dictionaryAt + i * 2, region, true))
  for (let range = 0; range < ranges; range++) {
    if (family === 4) view.setUint16(lowsAt + range * 2, lowOf(range), true)
    else view.setUint32(lowsAt + range * 4, lowOf(range), true)
    const region = entries.regions[shift + range]!
    if (wide) view.setUint16(regionsAt + range * 2, region === DEEP ? DEEP_WIDE : region, true)
    else view.setUint8(regionsAt + range, region === DEEP ? DEEP_NARROW : idOf.get(region)!)
  }
  return bytes
}

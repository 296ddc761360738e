import { DEEP_BYTES, DEEP_NARROW, DEEP_WIDE, HEADER_BYTES, type Shard, unitOf } from './shard.ts'

/** The range of a shard that holds an IPv4 address of its prefix. */
export function findRangeV4(shard: Shard, address: number): number {
  const { view, rangesAt, rangeBytes } = shard
  const offset = HEADER_BYTES + ((address >>> 16) - (shard.prefix[0] >>> 16)) * 4
  const low = address & 0xffff
  let from = view.getUint32(offset, true)
  let to = view.getUint32(offset + 4, true)
  while (from < to) {
    const middle = (from + to) >>> 1
    if (view.getUint16(rangesAt + middle * rangeBytes, true) <= low) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The range of a shard that holds an IPv6 address of its prefix, given by its first two words. */
export function findRangeV6(shard: Shard, high: number, low: number): number {
  const { view, rangesAt, rangeBytes, blockShift } = shard
  const unit = unitOf(shard.prefixLength, high, low)
  const offset = HEADER_BYTES + (blockShift === 32 ? 0 : unit >>> blockShift) * 4
  let from = view.getUint32(offset, true)
  let to = view.getUint32(offset + 4, true)
  while (from < to) {
    const middle = (from + to) >>> 1
    if (view.getUint32(rangesAt + middle * rangeBytes, true) <= unit) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The set's region number of a range; -1 where the deep records must be asked. */
export function regionAt(shard: Shard, range: number): number {
  const { view, rangesAt, rangeBytes, wide } = shard
  const end = rangesAt + (range + 1) * rangeBytes
  if (wide) {
    const region = view.getUint16(end - 2, true)
    return region === DEEP_WIDE ? -1 : region
  }
  const id = view.getUint8(end - 1)
  return id === DEEP_NARROW ? -1 : view.getUint16(shard.dictionaryAt + id * 2, true)
}

/** The deep record that holds an address, within a range that has such records. */
export function findDeep(shard: Shard, range: number, words: Uint32Array): number {
  const { view, deepAt } = shard
  let from = 0
  let to = shard.deep
  while (from < to) {
    const middle = (from + to) >>> 1
    const at = deepAt + middle * DEEP_BYTES
    const order =
      view.getUint32(at, true) - range ||
      view.getUint32(at + 4, true) - words[1]! ||
      view.getUint32(at + 8, true) - words[2]! ||
      view.getUint32(at + 12, true) - words[3]!
    if (order <= 0) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The set's region number of a deep record. */
export function deepRegionAt(shard: Shard, record: number): number {
  return shard.view.getUint32(shard.deepAt + record * DEEP_BYTES + 16, true)
}

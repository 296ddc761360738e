import { DEEP_BYTES, DEEP_NARROW, DEEP_WIDE, type Shard } from './shard.ts'

/** The range of a shard that holds an IPv4 address of its prefix. */
export function findRangeV4(shard: Shard, address: number): number {
  const { view, lowsAt } = shard
  const offset = shard.offsetsAt + ((address >>> 16) - (shard.prefix[0] >>> 16)) * 4
  const low = address & 0xffff
  let from = view.getUint32(offset, true)
  let to = view.getUint32(offset + 4, true)
  while (from < to) {
    const middle = (from + to) >>> 1
    if (view.getUint16(lowsAt + middle * 2, true) <= low) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The range of a shard that holds an IPv6 address of its prefix, given by its first two words. */
export function findRangeV6(shard: Shard, high: number, low: number): number {
  const { view, keysAt, offsetsAt, lowsAt } = shard
  let first = 0
  let last = shard.blocks
  while (first < last) {
    const middle = (first + last) >>> 1
    if (view.getUint32(keysAt + middle * 4, true) <= high) first = middle + 1
    else last = middle
  }
  const block = first - 1
  let to = view.getUint32(offsetsAt + block * 4 + 4, true)
  if (view.getUint32(keysAt + block * 4, true) !== high) return to - 1
  let from = view.getUint32(offsetsAt + block * 4, true)
  while (from < to) {
    const middle = (from + to) >>> 1
    if (view.getUint32(lowsAt + middle * 4, true) <= low) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The set's region number of a range; -1 where the deep records must be asked. */
export function regionAt(shard: Shard, range: number): number {
  const { view } = shard
  if (shard.wide) {
    const region = view.getUint16(shard.regionsAt + range * 2, true)
    return region === DEEP_WIDE ? -1 : region
  }
  const id = view.getUint8(shard.regionsAt + range)
  return id === DEEP_NARROW ? -1 : view.getUint16(shard.dictionaryAt + id * 2, true)
}

/** The deep record that holds an address, given by its third and fourth word, within a range that has such records. */
export function findDeep(shard: Shard, range: number, third: number, fourth: number): number {
  const { view, deepAt } = shard
  let from = 0
  let to = shard.deep
  while (from < to) {
    const middle = (from + to) >>> 1
    const at = deepAt + middle * DEEP_BYTES
    const order = view.getUint32(at, true) - range || view.getUint32(at + 4, true) - third || view.getUint32(at + 8, true) - fourth
    if (order <= 0) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** The set's region number of a deep record. */
export function deepRegionAt(shard: Shard, record: number): number {
  return shard.view.getUint32(shard.deepAt + record * DEEP_BYTES + 12, true)
}

import { crc32 } from './crc32.ts'

/**
 * A shard: the regions of all addresses under one prefix, read where it lies. Little-endian, a header of 64 bytes, then
 * six columns one after the other.
 *
 * | at | header field |
 * |---|---|
 * | 0 | `RREG` |
 * | 4 | format (u8), family 4 or 6 (u8), bytes a region id takes, 1 or 2 (u8), prefix length in bits (u8) |
 * | 8 | CRC-32 of everything after it |
 * | 12 | length of the whole file |
 * | 16 | version of the set that it belongs to, 8 bytes |
 * | 24 | number of blocks, of ranges, of deep records, of dictionary entries (u32 each) |
 * | 40 | first 64 bits of the prefix (IPv6), or its 32 bits (IPv4) |
 *
 * | column | |
 * |---|---|
 * | offsets | u32 a block and one more: its first range; a block may have none, then the range before it goes on |
 * | deep | 20 bytes each: range, second to fourth word of the start, region. Only for what is finer than a range's low says |
 * | dictionary | u16 each: the set's region number by the shard's, if a region id takes one byte; else empty |
 * | ranges | low, then region id. Low is where the range starts: IPv4 u16, the bits after the block's /16; IPv6 u32, the 32 bits after the prefix. Id is u8 or u16; 255 or 65535: look among the deep records |
 *
 * Blocks are equal parts of the prefix: each /16 for IPv4, a power of two for IPv6.
 * A range ends where the next one starts, region 0 is unknown, neighbours are merged.
 */
export interface Shard {
  family: 4 | 6
  view: DataView
  prefixLength: number
  /** First word of the prefix, and the second (IPv6). */
  prefix: [number, number]
  ranges: number
  deep: number
  wide: boolean
  /** IPv6: by how many bits to shift a low to get its block; 32 where there is one block. */
  blockShift: number
  /** Where the columns begin; the offsets follow the header. */
  deepAt: number
  dictionaryAt: number
  rangesAt: number
  /** Bytes of a range: 3 or 4 for IPv4, 5 or 6 for IPv6. */
  rangeBytes: number
}

export const MAGIC = 0x47455252
export const FORMAT = 2
export const HEADER_BYTES = 64
export const DEEP_BYTES = 20
export const LOW_BYTES = { 4: 2, 6: 4 } as const
/** Region ids of one byte end before this. */
export const DEEP_NARROW = 0xff
export const DEEP_WIDE = 0xffff

/** What a shard must be to be the one that was asked for. */
export interface ExpectedShard {
  family: 4 | 6
  prefix: [number, number]
  prefixLength: number
  /** 16 hex digits. */
  version: string
}

export type OpenedShard = { kind: 'shard'; shard: Shard } | { kind: 'refused'; reason: string }

/** Refuses what is foreign, half-written, damaged, or of another set. */
export function openShard(bytes: ArrayBuffer, expected: ExpectedShard): OpenedShard {
  const refused = (reason: string): OpenedShard => ({ kind: 'refused', reason })
  const view = new DataView(bytes)
  if (bytes.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) return refused('no region shard')
  if (view.getUint8(4) !== FORMAT) return refused(`format ${view.getUint8(4)}, not ${FORMAT}`)
  if (view.getUint32(12, true) !== bytes.byteLength) return refused(`${bytes.byteLength} bytes of ${view.getUint32(12, true)}`)
  if (view.getUint32(8, true) !== crc32(new Uint8Array(bytes, 12))) return refused('checksum does not match')
  const version = view.getBigUint64(16).toString(16).padStart(16, '0')
  if (version !== expected.version) return refused(`of set ${version}, not ${expected.version}`)
  const family = view.getUint8(5) as 4 | 6
  const prefix: [number, number] = [view.getUint32(40, true), view.getUint32(44, true)]
  const prefixLength = view.getUint8(7)
  if (family !== expected.family || prefixLength !== expected.prefixLength || prefix.some((word, i) => word !== expected.prefix[i])) {
    return refused('of another prefix')
  }
  const [blocks, ranges, deep, dictionary] = [24, 28, 32, 36].map((at) => view.getUint32(at, true)) as [number, number, number, number]
  const deepAt = HEADER_BYTES + (blocks + 1) * 4
  const dictionaryAt = deepAt + deep * DEEP_BYTES
  const idBytes = view.getUint8(6)
  const columns = { deepAt, dictionaryAt, rangesAt: dictionaryAt + dictionary * 2, rangeBytes: LOW_BYTES[family] + idBytes }
  const shard = { family, view, prefixLength, prefix, ranges, deep, wide: idBytes === 2, blockShift: Math.clz32(blocks) + 1, ...columns }
  return { kind: 'shard', shard }
}

/** The 32 bits after an IPv6 prefix of so many bits (at most 64), of an address given by its first two words. */
export function unitOf(prefixLength: number, high: number, low: number): number {
  if (prefixLength === 0) return high
  if (prefixLength < 32) return ((high << prefixLength) | (low >>> (32 - prefixLength))) >>> 0
  return prefixLength < 64 ? (low << (prefixLength - 32)) >>> 0 : 0
}

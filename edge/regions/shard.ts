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
 * | keys | IPv6: u32 a block, the first 32 bits of its addresses. IPv4: none, blocks are all /16 of the prefix in order |
 * | offsets | u32 a block and one more: its first range; a block may have none, then the range before it goes on |
 * | deep | 16 bytes each: range, third and fourth word of the start, region. Only for what is finer than a /64 |
 * | lows | the bits of a range's start that follow the block's: u16 for IPv4, u32 for IPv6 |
 * | dictionary | u16 each: the set's region number by the shard's, if a region id takes one byte; else empty |
 * | regions | u8 or u16 a range; 255 or 65535: look among the deep records |
 *
 * A range ends where the next one starts, region 0 is unknown, neighbours are merged.
 */
export interface Shard {
  family: 4 | 6
  view: DataView
  prefixLength: number
  /** First word of the prefix, and the second (IPv6). */
  prefix: [number, number]
  blocks: number
  ranges: number
  deep: number
  wide: boolean
  /** Offsets of the columns. */
  keysAt: number
  offsetsAt: number
  deepAt: number
  lowsAt: number
  dictionaryAt: number
  regionsAt: number
}

export const MAGIC = 0x47455252
export const FORMAT = 1
export const HEADER_BYTES = 64
export const DEEP_BYTES = 16
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
  const offsetsAt = HEADER_BYTES + (family === 6 ? blocks * 4 : 0)
  const deepAt = offsetsAt + (blocks + 1) * 4
  const lowsAt = deepAt + deep * DEEP_BYTES
  const dictionaryAt = lowsAt + ranges * (family === 4 ? 2 : 4)
  const regionsAt = dictionaryAt + dictionary * 2
  const columns = { keysAt: HEADER_BYTES, offsetsAt, deepAt, lowsAt, dictionaryAt, regionsAt }
  return { kind: 'shard', shard: { family, view, prefixLength, prefix, blocks, ranges, deep, wide: view.getUint8(6) === 2, ...columns } }
}

import { Reader } from 'mmdb-lib'
import { formatAddress } from '../formatAddress.ts'
import { BadFile, type Place, type PlaceRanges } from './placeRanges.ts'

/** The records that are read: MaxMind's City and DB-IP's own layout, and the flat one of ip-location-db. */
interface CityRecord {
  country?: { iso_code?: string }
  subdivisions?: { iso_code?: string; names?: { en?: string } }[]
  country_code?: string
  state1?: string
}

/** Ranges of a MaxMind database file (format 2). An IPv6 tree that holds IPv4 under ::/96 gives both families. */
export function readMmdb(file: Buffer): { databaseType: string; families: PlaceRanges[] } {
  const reader = openReader(file)
  const { ipVersion, nodeCount } = reader.metadata
  const v4Start = ipVersion === 4 ? 0 : nodeOfV4(file, reader)
  const families: PlaceRanges[] = []
  if (v4Start < nodeCount) families.push(rangesOf({ file, reader, family: 4, root: v4Start, skip: -1 }))
  if (ipVersion === 6) families.push(rangesOf({ file, reader, family: 6, root: 0, skip: v4Start < nodeCount ? v4Start : -1 }))
  return { databaseType: reader.metadata.databaseType, families }
}

type CityReader = Reader<never>

function openReader(file: Buffer): CityReader {
  try {
    const reader = new Reader<never>(file)
    const { searchTreeSize, nodeCount, ipVersion } = reader.metadata
    if (!(searchTreeSize + 16 < file.length) || !(nodeCount > 0) || (ipVersion !== 4 && ipVersion !== 6)) {
      throw new Error('the search tree does not fit into the file')
    }
    if (file.subarray(searchTreeSize, searchTreeSize + 16).some((byte) => byte !== 0)) throw new Error('no end after the search tree')
    return reader
  } catch (cause) {
    throw new BadFile(`not a MaxMind database, or cut short: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** The two children of a node; records are of 24, 28 or 32 bits. */
function childrenOf(file: Buffer, { metadata }: CityReader): { left(node: number): number; right(node: number): number } {
  const size = metadata.nodeByteSize
  if (size === 6) return { left: (node) => file.readUIntBE(node * 6, 3), right: (node) => file.readUIntBE(node * 6 + 3, 3) }
  if (size === 8) return { left: (node) => file.readUInt32BE(node * 8), right: (node) => file.readUInt32BE(node * 8 + 4) }
  return {
    left: (node) => ((file[node * 7 + 3]! & 0xf0) << 20) | file.readUIntBE(node * 7, 3),
    right: (node) => ((file[node * 7 + 3]! & 0x0f) << 24) | file.readUIntBE(node * 7 + 4, 3),
  }
}

/** The node under which IPv4 is in an IPv6 tree: 96 zeros down. */
function nodeOfV4(file: Buffer, reader: CityReader): number {
  const { left } = childrenOf(file, reader)
  let node = 0
  for (let depth = 0; depth < 96 && node < reader.metadata.nodeCount; depth++) node = left(node)
  return node
}

interface Tree {
  file: Buffer
  reader: CityReader
  family: 4 | 6
  root: number
  /** The subtree of IPv4, and what is aliased to it (::ffff:0:0/96, 2002::/16): no IPv6 of its own. */
  skip: number
}

function rangesOf({ file, reader, family, root, skip }: Tree): PlaceRanges {
  const { nodeCount } = reader.metadata
  const bits = family === 4 ? 32 : 128
  const { left, right } = childrenOf(file, reader)
  return {
    family,
    expected: nodeCount,
    each(onRange) {
      const address = new Uint32Array(bits / 32)
      const places = new Map<number, Place | null>()
      const placeAt = (record: number): Place | null => {
        let place = places.get(record)
        if (place === undefined) {
          place = placeOf(reader.get(formatAddress(address)))
          places.set(record, place)
        }
        return place
      }
      const walk = (node: number, depth: number) => {
        if (node === nodeCount || node === skip) onRange(address, 2 ** (bits - depth), null)
        else if (node > nodeCount) onRange(address, 2 ** (bits - depth), placeAt(node))
        else if (depth === bits) throw new BadFile('the search tree is damaged: it is deeper than an address')
        else {
          walk(left(node), depth + 1)
          const word = depth >> 5
          const bit = 1 << (31 - (depth & 31))
          address[word]! |= bit
          walk(right(node), depth + 1)
          address[word]! &= ~bit
        }
      }
      try {
        walk(root, 0)
      } catch (cause) {
        if (cause instanceof BadFile) throw cause
        throw new BadFile(`damaged at ${formatAddress(address)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      }
    },
  }
}

function placeOf(record: CityRecord | null): Place | null {
  const country = record?.country?.iso_code ?? record?.country_code
  if (!record || !country) return null
  const region = record.subdivisions?.[0]
  return { country, code: region?.iso_code ?? '', name: region?.names?.en ?? record.state1 ?? '' }
}

import { parseRange } from '../parseRange.ts'

export type MmdbValue = string | number | MmdbValue[] | { [key: string]: MmdbValue }

export interface MmdbDescription {
  ipVersion: 4 | 6
  recordSize?: 24 | 28 | 32
  databaseType?: string
  /** By range; ranges do not overlap. IPv4 ranges of an IPv6 file go under ::/96. */
  records: Record<string, MmdbValue>
}

type Node = [Node | number | null, Node | number | null]

/** A small MaxMind database for tests. @see https://maxmind.github.io/MaxMind-DB/ */
export function aMmdb({ ipVersion, recordSize = 24, databaseType = 'Test-City', records }: MmdbDescription): Buffer {
  const root: Node = [null, null]
  const data: number[] = []
  for (const [text, record] of Object.entries(records)) {
    const { family, bits, first } = parseRange(text)!
    const words = family === 4 && ipVersion === 6 ? [0, 0, 0, first[0]!] : [...first]
    const depth = family === 4 && ipVersion === 6 ? bits + 96 : bits
    const at = data.length
    data.push(...encode(record))
    let node = root
    for (let i = 0; i < depth; i++) {
      const side = (words[i >> 5]! >>> (31 - (i & 31))) & 1
      if (i === depth - 1) node[side] = at
      else {
        node[side] ??= [null, null]
        node = node[side] as Node
      }
    }
  }
  const nodes: Node[] = []
  const collect = (node: Node) => {
    nodes.push(node)
    for (const child of node) if (Array.isArray(child)) collect(child)
  }
  collect(root)
  const number = new Map(nodes.map((node, i) => [node, i]))
  const valueOf = (child: Node[0]) =>
    child === null ? nodes.length : typeof child === 'number' ? nodes.length + 16 + child : number.get(child)!
  const tree = Buffer.concat(nodes.map(([left, right]) => nodeBytes(recordSize, valueOf(left), valueOf(right))))
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_780_000_000,
    database_type: databaseType,
    description: {},
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  })
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
  return Buffer.concat([tree, Buffer.alloc(16), Buffer.from(data), marker, Buffer.from(metadata)])
}

function nodeBytes(recordSize: number, left: number, right: number): Buffer {
  const bytes = Buffer.alloc(recordSize / 4)
  if (recordSize === 24) {
    bytes.writeUIntBE(left, 0, 3)
    bytes.writeUIntBE(right, 3, 3)
  } else if (recordSize === 32) {
    bytes.writeUInt32BE(left, 0)
    bytes.writeUInt32BE(right, 4)
  } else {
    bytes.writeUIntBE(left & 0xffffff, 0, 3)
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24)
    bytes.writeUIntBE(right & 0xffffff, 4, 3)
  }
  return bytes
}

const [STRING, UINT32, MAP, ARRAY] = [2, 6, 7, 11]

function encode(value: MmdbValue): number[] {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return [...control(STRING, bytes.length), ...bytes]
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return [...control(UINT32, 4), ...bytes]
  }
  if (Array.isArray(value)) return [...control(ARRAY, value.length), ...value.flatMap(encode)]
  const entries = Object.entries(value)
  return [...control(MAP, entries.length), ...entries.flatMap(([key, held]) => [...encode(key), ...encode(held)])]
}

function control(type: number, size: number): number[] {
  const [low, more] = size < 29 ? [size, []] : [29, [size - 29]]
  return type < 8 ? [(type << 5) | low, ...more] : [low, type - 7, ...more]
}

import type { RegionCode } from '../../brands.ts'
import { crc32 } from '../crc32.ts'
import { type Manifest } from '../manifest.ts'
import { FORMAT } from '../shard.ts'
import { encodeShard } from './encodeShard.ts'
import type { RangeTable } from './rangeTable.ts'
import { type Part, splitPrefixes } from './splitPrefixes.ts'

export interface SetSource {
  tables: RangeTable[]
  /** By region number; the first is null. */
  regions: (RegionCode | null)[]
  source: string
  attribution: string
  /** ISO time. */
  built: string
}

export interface CompiledSet {
  manifest: Manifest
  /** By the shard's name. */
  files: Map<string, Uint8Array<ArrayBuffer>>
}

/** Ranges a shard may have: at most 60 kB for IPv4 and 80 kB for IPv6, so that a cold look-up with the manifest stays well under 256 kB. */
const MAX_RANGES = 12_000

/** Ranges as shards of one set, each with the set's version and its own checksum. */
export async function compileSet({ tables, regions, source, attribution, built }: SetSource): Promise<CompiledSet> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const table of tables) {
    for (const part of splitPrefixes(table, { maxRanges: MAX_RANGES })) files.set(nameOf(table.family, part), encodeShard(table, part))
  }
  const version = await versionOf(files, regions)
  for (const bytes of files.values()) stamp(bytes, version)
  const manifest: Manifest = { format: FORMAT, version, built, source, attribution, regions, shards: [...files.keys()] }
  return { manifest, files }
}

function nameOf(family: 4 | 6, { prefix, length }: Part): string {
  const words = family === 4 ? prefix.slice(0, 1) : prefix
  return `${family}-${words.map((word) => word.toString(16).padStart(8, '0')).join('')}-${length}`
}

/** The beginning of a SHA-256 over all that the set says. */
async function versionOf(files: CompiledSet['files'], regions: (RegionCode | null)[]): Promise<string> {
  const digests: string[] = [regions.join(' ')]
  for (const [name, bytes] of files) digests.push(`${name} ${hexOf(await crypto.subtle.digest('SHA-256', bytes))}`)
  const whole = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(digests.join('\n')))
  return hexOf(whole).slice(0, 16)
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function stamp(bytes: Uint8Array<ArrayBuffer>, version: string): void {
  const view = new DataView(bytes.buffer)
  view.setBigUint64(16, BigInt(`0x${version}`))
  view.setUint32(8, crc32(bytes.subarray(12)), true)
}

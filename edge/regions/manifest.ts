import type { RegionCode } from '../brands.ts'
import { crc32 } from './crc32.ts'
import { FORMAT } from './shard.ts'

/** What makes a set of shards: its one small file that is read first and replaced last. */
export interface Manifest {
  format: number
  /** 16 hex digits, made from what the shards hold: the same table has the same version. */
  version: string
  /** ISO time of the import. */
  built: string
  /** Names of the files imported. */
  source: string
  /** What the table's licence wants to be shown where it is used. */
  attribution: string
  /** By region number; the first is unknown. */
  regions: (RegionCode | null)[]
  /** `4-0a000000-8`: family, first words of the prefix in hex, bits of the prefix; in order of addresses. */
  shards: string[]
}

/** Where the set is, under the static assets. */
export const SET_PATH = '/regions'
export const MANIFEST_PATH = `${SET_PATH}/manifest.json`

export function shardPath({ version, shard }: { version: string; shard: string }): string {
  return `${SET_PATH}/${version}/${shard}.bin`
}

export function writeManifest(manifest: Manifest): string {
  const text = JSON.stringify(manifest)
  return JSON.stringify({ checksum: checksumOf(text), manifest })
}

export type ReadManifest = { kind: 'manifest'; manifest: Manifest } | { kind: 'refused'; reason: string }

export function readManifest(text: string): ReadManifest {
  const refused = (reason: string): ReadManifest => ({ kind: 'refused', reason })
  let file: { checksum?: unknown; manifest?: Partial<Manifest> } | null
  try {
    file = JSON.parse(text)
  } catch {
    return refused('the manifest is no JSON')
  }
  const manifest = file?.manifest
  if (!manifest || file?.checksum !== checksumOf(JSON.stringify(manifest))) return refused("the manifest's checksum does not match")
  if (manifest.format !== FORMAT) return refused(`the set is of format ${manifest.format}, not ${FORMAT}`)
  return { kind: 'manifest', manifest: manifest as Manifest }
}

function checksumOf(text: string): string {
  return crc32(new TextEncoder().encode(text)).toString(16).padStart(8, '0')
}

/** Takes a shard's name apart. */
export function shardOfName(name: string): { family: 4 | 6; prefix: [number, number]; prefixLength: number } {
  const [family, hex, length] = name.split('-') as [string, string, string]
  return {
    family: family === '4' ? 4 : 6,
    prefix: [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8) || '0', 16)],
    prefixLength: Number(length),
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatAddress } from '../../regions/formatAddress.ts'
import { readManifest, SET_PATH, shardOfName, type Manifest } from '../../regions/manifest.ts'
import { createRegionTable, type RegionTable } from '../../regions/regionTable.ts'

/** The worker's reader over a folder of shards, all of them in memory. */
export async function openTable(folder: string): Promise<{ table: RegionTable; manifest: Manifest }> {
  const fetchAsset = async (path: string) => {
    const bytes = await readFile(join(folder, path.slice(SET_PATH.length)))
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  }
  const read = readManifest(await readFile(join(folder, 'manifest.json'), 'utf8'))
  if (read.kind === 'refused') throw new Error(read.reason)
  const table = createRegionTable({ fetchAsset, now: () => 0 })
  for (const name of read.manifest.shards) {
    const { family, prefix } = shardOfName(name)
    await table.lookup(formatAddress(Uint32Array.from(family === 4 ? [prefix[0]] : [...prefix, 0, 0])))
  }
  return { table, manifest: read.manifest }
}

import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest, shardOfName, writeManifest } from '../manifest.ts'
import { openShard } from '../shard.ts'
import type { CompiledSet } from './compileSet.ts'

/**
 * Puts a set where the worker's assets are: all shards into a folder of their own, each read back and checked, and only then
 * the manifest in place of the old one, by one rename. The set before it stays, for those who still read it; older ones go.
 */
export async function writeSet({ manifest, files }: CompiledSet, folder: string): Promise<void> {
  const { version } = manifest
  const incoming = join(folder, `.incoming-${process.pid}`)
  await mkdir(incoming, { recursive: true })
  try {
    for (const [name, bytes] of files) {
      const path = join(incoming, `${name}.bin`)
      await writeFile(path, bytes)
      const written = await readFile(path)
      const opened = openShard(written.buffer.slice(written.byteOffset, written.byteOffset + written.length), {
        ...shardOfName(name),
        version,
      })
      if (opened.kind === 'refused') throw new Error(`${path} was not written well: ${opened.reason}`)
    }
    const before = await currentVersion(folder)
    if (before === version) await rename(join(folder, version), join(folder, `.outgoing-${process.pid}`)).catch(() => undefined)
    else await rm(join(folder, version), { recursive: true, force: true })
    await rename(incoming, join(folder, version))
    await replace(join(folder, 'manifest.json'), writeManifest(manifest))
    const kept = new Set([version, before])
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !kept.has(entry.name)) await rm(join(folder, entry.name), { recursive: true })
    }
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

/** Version of the set in a folder; null if there is none that can be read. */
export async function currentVersion(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '')
  const read = readManifest(text)
  return read.kind === 'manifest' ? read.manifest.version : null
}

async function replace(path: string, text: string): Promise<void> {
  const incoming = `${path}.incoming-${process.pid}`
  await using file = await open(incoming, 'w')
  await file.writeFile(text)
  await file.sync()
  await rename(incoming, path)
}

import { mkdirSync, openAsBlob, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** PGlite switches fsync off by default (`-F`); with it on, a commit is answered only when its log is on the disk. */
const DURABLE = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=open_datasync']

/** The database of a data folder; commits that were answered outlive a kill -9. */
export function openPglite(dir: string): Promise<PGlite> {
  mkdirSync(dir, { recursive: true })
  return PGlite.create(dir, { startParams: DURABLE })
}

const TEMPLATE_DIR = join(import.meta.dirname, '../../../.cache/pglite')

/** An empty database in memory; the first one on a machine leaves a template that spares the others initdb (4 s → 0.4 s). */
export async function openPgliteInMemory(): Promise<PGlite> {
  // Another release of PGlite is another file with another time or size.
  const { mtimeMs, size } = statSync(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  const template = join(TEMPLATE_DIR, `${Math.trunc(mtimeMs)}-${size}.tar`)
  try {
    return await PGlite.create({ loadDataDir: (await openAsBlob(template)) as File })
  } catch {
    const database = await PGlite.create()
    const dump = await database.dumpDataDir('none')
    mkdirSync(TEMPLATE_DIR, { recursive: true })
    const part = `${template}.${process.pid}`
    writeFileSync(part, Buffer.from(await dump.arrayBuffer()))
    renameSync(part, template)
    return database
  }
}

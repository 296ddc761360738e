import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { attributionOf } from './attributionOf.ts'
import { BadFile, type PlaceRanges } from './placeRanges.ts'
import { readCsv } from './readCsv.ts'
import { readMmdb } from './readMmdb.ts'

export interface Source {
  name: string
  attribution: string
  families: PlaceRanges[]
}

const MMDB_MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
/** The format puts the marker into the last 128 kB. */
const MARKER_WITHIN = 128 * 1024

/** Opens a MaxMind or DB-IP database or a CSV file, told apart by what is in it. Throws `BadFile`. */
export async function openSource(path: string): Promise<Source> {
  const name = basename(path)
  try {
    const { head, tail } = await endsOf(path)
    if (tail.includes(MMDB_MARKER) || name.endsWith('.mmdb')) {
      const { databaseType, families } = readMmdb(await readFile(path))
      return { name, attribution: attributionOf({ file: name, databaseType }), families }
    }
    if (head.includes(0)) throw new BadFile('neither a MaxMind database nor a text')
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
    return { name, attribution: attributionOf({ file: name, databaseType: '' }), families: await readCsv(lines) }
  } catch (cause) {
    throw new BadFile(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  await using file = await open(path)
  const { size } = await file.stat()
  const [head, tail] = [Buffer.alloc(Math.min(size, 4096)), Buffer.alloc(Math.min(size, MARKER_WITHIN))]
  await file.read(head, 0, head.length, 0)
  await file.read(tail, 0, tail.length, size - tail.length)
  return { head, tail }
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createRegionTable } from '../regionTable.ts'
import { writeExcerpt } from './writeExcerpt.ts'

it('gives the embedded default an address table, once, and leaves an imported one alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rotary-excerpt-'))
  try {
    expect(await writeExcerpt(folder)).toBe(true)
    const before = await readdir(folder, { recursive: true })
    expect(await writeExcerpt(folder)).toBe(false)
    expect(await readdir(folder, { recursive: true })).toEqual(before)
    const table = createRegionTable({
      fetchAsset: async (path) => {
        const bytes = await readFile(join(folder, path.replace('/regions/', '')))
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
      },
      now: () => 0,
    })
    expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
    expect(await table.lookup('198.51.100.100')).toBe('RU-SVE')
    expect(await table.lookup('203.0.113.200')).toBe('JP')
    expect(await table.lookup('2001:db8:3::ff')).toBe('RU-SVE')
    expect(await table.lookup('2001:db8:3::100')).toBeNull()
    expect(await table.lookup('127.0.0.1')).toBeNull()
  } finally {
    await rm(folder, { recursive: true })
  }
})

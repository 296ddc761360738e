import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegionCode } from '../../brands.ts'
import { MANIFEST_PATH } from '../manifest.ts'
import { createRegionTable } from '../regionTable.ts'
import { aMmdb } from './aMmdb.ts'
import { type ImportRegions, importRegions } from './importRegions.ts'
import { BadFile } from './placeRanges.ts'
import { createProgressBar } from './progressBar.ts'

const CSV = `start,end,country,region
192.0.2.0,192.0.2.255,RU,Moscow
198.51.100.0,198.51.100.255,RU,Sverdlovsk
203.0.113.0,203.0.113.255,US,Texas
2001:db8::,2001:db8:7fff:ffff:ffff:ffff:ffff:ffff,RU,Atlantis`

describe('importRegions', () => {
  let home: string
  let folder: string
  const printed: string[] = []
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(home, name), content)
    return join(home, name)
  }
  const run = (options: Partial<ImportRegions>) =>
    importRegions({
      files: [],
      countries: null,
      corrections: [],
      store: null,
      folder,
      progress: createProgressBar({ write: (text) => printed.push(text) }, () => 0),
      builtAt: new Date(0),
      ...options,
    })
  /** As the worker reads them, the clock moved on so that it looks for a newer set. */
  const tableIn = () => {
    let time = 0
    const table = createRegionTable({
      fetchAsset: async (path) => {
        const bytes = await readFile(join(folder, path.replace('/regions/', ''))).catch(() => null)
        return bytes && bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
      },
      now: () => (time += 600_000),
    })
    return table
  }

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'rotary-regions-'))
    folder = join(home, 'assets')
  })
  afterEach(() => rm(home, { recursive: true }))

  it('makes a table that answers, and reports what was mapped and what was not', async () => {
    const { report } = await run({ files: [await file('table.csv', CSV)] })
    const table = tableIn()
    expect(await table.lookup('192.0.2.77')).toBe('RU-MOW')
    expect(await table.lookup('198.51.100.0')).toBe('RU-SVE')
    expect(await table.lookup('203.0.113.255')).toBe('US-TX')
    expect(await table.lookup('203.0.114.0')).toBeNull()
    expect(await table.lookup('2001:db8::1')).toBe('RU')
    expect(report.lines().join('\n')).toContain('not known: RU "Atlantis", 100 %')
    expect(report.families()[0]?.shares).toMatchObject({ region: 1, unmapped: 0 })
    expect(printed.join('')).toContain('reading IPv4 of table.csv')
  })

  it('keeps the wished countries only', async () => {
    await run({ files: [await file('table.csv', CSV)], countries: ['RU'] })
    expect(await tableIn().lookup('192.0.2.77')).toBe('RU-MOW')
    expect(await tableIn().lookup('203.0.113.1')).toBeNull()
  })

  it('folds corrections in', async () => {
    const corrections = [{ range: '192.0.2.64/26', region: 'RU-TVE' as RegionCode }]
    await run({ files: [await file('table.csv', CSV)], corrections })
    expect(await tableIn().lookup('192.0.2.70')).toBe('RU-TVE')
    expect(await tableIn().lookup('192.0.2.63')).toBe('RU-MOW')
  })

  it('makes the same set of the same ranges, whatever file they come from', async () => {
    const a = await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Moscow\n203.0.113.0,203.0.113.255,US,Texas')] })
    const records = {
      '203.0.113.0/24': { country: { iso_code: 'US' }, subdivisions: [{ iso_code: 'TX' }] },
      '192.0.2.0/24': { country_code: 'RU', state1: 'Moscow' },
    }
    const b = await run({ files: [await file('b.mmdb', aMmdb({ ipVersion: 4, records }))] })
    expect(b.version).toBe(a.version)
  })

  it.each([
    ['a cut database', aMmdb({ ipVersion: 4, records: { '1.0.0.0/8': { country_code: 'RU' } } }).subarray(0, 100), 'bad.mmdb'],
    ['a text that is no CSV of ranges', 'hello\nworld', 'bad.csv'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'bad.png'],
    ['an empty file', '', 'empty'],
  ])('refuses %s, says which file, and leaves the table in use untouched', async (_what, content, name) => {
    await run({ files: [await file('table.csv', CSV)] })
    const before = await readdir(folder, { recursive: true })
    await expect(run({ files: [await file(name, content)] })).rejects.toSatisfy(
      (error) => error instanceof BadFile && error.message.includes(name),
    )
    expect(await readdir(folder, { recursive: true })).toEqual(before)
    expect(await tableIn().lookup('192.0.2.77')).toBe('RU-MOW')
  })

  it('refuses two files of one family and a file that is not there', async () => {
    const files = [await file('a.csv', CSV), await file('b.csv', CSV)]
    await expect(run({ files })).rejects.toThrow('another file has IPv4 already')
    await expect(run({ files: [join(home, 'nowhere.csv')] })).rejects.toThrow(BadFile)
  })

  it('keeps the set before it for those who still read it, and no older one', async () => {
    const versions: string[] = []
    for (const region of ['Moscow', 'Tver', 'Tula']) {
      versions.push((await run({ files: [await file('a.csv', `192.0.2.0,192.0.2.255,RU,${region}`)] })).version)
    }
    const folders = (await readdir(folder)).filter((name) => name !== 'manifest.json').sort()
    expect(folders).toEqual(versions.slice(1).sort())
  })

  describe('read by a worker that is running', () => {
    it('is taken over when a newer set is there', async () => {
      await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Moscow')] })
      const table = tableIn()
      expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
      await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Tver')] })
      expect(await table.lookup('192.0.2.1')).toBe('RU-TVE')
    })

    it.each([
      ['half-written', (path: string) => truncate(path, 50)],
      ['foreign', (path: string) => writeFile(path, 'x'.repeat(500))],
      ['gone', (path: string) => rm(path)],
    ])('is refused when a shard is %s, and the last good set stays', async (_what, damage) => {
      await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Moscow')] })
      const table = tableIn()
      expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
      const { version } = await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Tver')] })
      for (const shard of await readdir(join(folder, version))) await damage(join(folder, version, shard))
      const trace = await table.trace('192.0.2.1')
      expect(trace.region).toBe('RU-MOW')
      expect(trace.refused).toContain(version)
      expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
    })

    it('is refused when the manifest is damaged, and the last good set stays', async () => {
      await run({ files: [await file('a.csv', '192.0.2.0,192.0.2.255,RU,Moscow')] })
      const table = tableIn()
      expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
      const path = join(folder, MANIFEST_PATH.replace('/regions/', ''))
      await writeFile(path, (await readFile(path, 'utf8')).replace('RU-MOW', 'RU-TVE'))
      expect(await table.lookup('192.0.2.1')).toBe('RU-MOW')
      expect((await table.trace('192.0.2.1')).refused).toContain('checksum')
    })

    it('is as none where there is no table', async () => {
      expect(await tableIn().trace('192.0.2.1')).toEqual({ region: null, memory: 0 })
    })
  })
})

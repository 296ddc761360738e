import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { compileSet } from './import/compileSet.ts'
import { createRangeBuilder } from './import/rangeTable.ts'
import { MANIFEST_PATH, shardPath, writeManifest } from './manifest.ts'
import { createRegionTable } from './regionTable.ts'

const REGIONS = [null, 'RU-MOW', 'US-TX'] as (RegionCode | null)[]

/** Many shards, and a count of what is fetched. */
async function assetsOfMany() {
  const builder = createRangeBuilder(4)
  for (let i = 1; i < 200_000; i++) builder.add([i * 16384], (i % 2) + 1)
  const { manifest, files } = await compileSet({ tables: [builder.table()], regions: REGIONS, source: '', attribution: '', built: '' })
  const assets = new Map<string, ArrayBuffer>([[MANIFEST_PATH, new TextEncoder().encode(writeManifest(manifest)).buffer as ArrayBuffer]])
  for (const [shard, bytes] of files) assets.set(shardPath({ version: manifest.version, shard }), bytes.buffer)
  const fetched: string[] = []
  const fetchAsset = async (path: string) => {
    fetched.push(path)
    return assets.get(path) ?? null
  }
  return { manifest, fetchAsset, fetched }
}

describe('createRegionTable', () => {
  it('fetches manifest and shard once, and answers from memory after that', async () => {
    const { fetchAsset, fetched } = await assetsOfMany()
    const table = createRegionTable({ fetchAsset, now: () => 0 })
    expect(table.peek('1.2.3.4')).toBeUndefined()
    const region = await table.lookup('1.2.3.4')
    expect(region).not.toBeNull()
    expect(table.peek('1.2.3.4')).toBe(region)
    expect(await table.lookup('1.2.3.5')).toBe(region)
    expect(fetched).toHaveLength(2)
  })

  it('keeps its memory within bounds, and still answers', async () => {
    const { manifest, fetchAsset } = await assetsOfMany()
    expect(manifest.shards.length).toBeGreaterThan(12)
    const maxBytes = 150_000
    const table = createRegionTable({ fetchAsset, now: () => 0, maxBytes })
    for (let i = 0; i < 300; i++) {
      const { region, memory } = await table.trace(`${(i * 37) % 190}.1.2.3`)
      if ((i * 37) % 190) expect(region).not.toBeNull()
      expect(memory).toBeLessThanOrEqual(maxBytes)
    }
  })

  it('keeps a shard that is used again and again', async () => {
    const { fetchAsset, fetched } = await assetsOfMany()
    const table = createRegionTable({ fetchAsset, now: () => 0, maxBytes: 200_000 })
    for (let i = 1; i < 190; i++) {
      await table.lookup('1.2.3.4')
      await table.lookup(`${i}.1.2.3`)
    }
    const first = fetched.find((path) => path.includes('4-00000000'))
    expect(fetched.filter((path) => path === first).length).toBeLessThan(4)
  })

  it('looks for a newer set only now and then', async () => {
    const { fetchAsset, fetched } = await assetsOfMany()
    let now = 0
    const table = createRegionTable({ fetchAsset, now: () => now, recheck: 1000 })
    for (now = 0; now < 5000; now += 100) await table.lookup('1.2.3.4')
    expect(fetched.filter((path) => path === MANIFEST_PATH).length).toBeLessThanOrEqual(6)
  })

  it('never rejects, whatever the assets do', async () => {
    const table = createRegionTable({ fetchAsset: () => Promise.reject(new Error('down')), now: () => 0 })
    expect(await table.lookup('1.2.3.4')).toBeNull()
    expect(await table.lookup('nonsense')).toBeNull()
  })
})

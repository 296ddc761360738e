import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../../brands.ts'
import { formatAddress } from '../formatAddress.ts'
import { MANIFEST_PATH, shardPath, writeManifest } from '../manifest.ts'
import { createRegionTable } from '../regionTable.ts'
import { compileSet } from './compileSet.ts'
import { compareWords, createRangeBuilder, type RangeTable } from './rangeTable.ts'

const REGIONS = [null, ...Array.from({ length: 700 }, (_, i) => `US-X${i}` as RegionCode)]
const about = { regions: REGIONS, source: 'test', attribution: 'test', built: '2026-01-01T00:00:00.000Z' }

async function tableOf(tables: RangeTable[]) {
  const { manifest, files } = await compileSet({ tables, ...about })
  const assets = new Map<string, ArrayBuffer>([[MANIFEST_PATH, new TextEncoder().encode(writeManifest(manifest)).buffer as ArrayBuffer]])
  for (const [shard, bytes] of files) assets.set(shardPath({ version: manifest.version, shard }), bytes.buffer)
  return { manifest, files, table: createRegionTable({ fetchAsset: async (path) => assets.get(path) ?? null, now: () => 0 }) }
}

/** The plain meaning of a range table, to hold the shards against. */
function regionIn({ starts, regions, length, family }: RangeTable, address: ArrayLike<number>): RegionCode | null {
  const words = family === 4 ? 1 : 4
  let region = 0
  for (let i = 0; i < length && compareWords(starts.subarray(i * words, i * words + words), address) <= 0; i++) region = regions[i]!
  return REGIONS[region]!
}

/** The address that is `step` (1 or -1) from this one, around the ends. */
function beside(words: readonly number[], step: 1 | -1): number[] {
  const out = [...words]
  for (let i = out.length - 1; i >= 0; i--) {
    out[i] = (out[i]! + step) >>> 0
    if (out[i] !== (step > 0 ? 0 : 0xffffffff)) break
  }
  return out
}

const edge = fc.constantFrom(0, 1, 0xffff, 0x10000, 0x20010000, 0x20010db8, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff)
const word = fc.oneof(edge, fc.nat(0xffffffff))
const starts = {
  4: fc.tuple(word),
  6: fc.tuple(fc.oneof(edge, edge, word), edge, fc.oneof(fc.constant(0), edge), fc.oneof(fc.constant(0), edge)),
}

describe('compileSet', () => {
  it.each([4, 6] as const)('says of every border of IPv%i, and beside it, what the ranges say', async (family) => {
    const ranges = fc.array(fc.tuple(starts[family] as fc.Arbitrary<number[]>, fc.nat(700)), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(ranges, async (list) => {
        list.sort(([a], [b]) => compareWords(a, b))
        const builder = createRangeBuilder(family)
        list.forEach(([start, region], i) => {
          if (i === 0 || compareWords(start, list[i - 1]![0]) !== 0) builder.add(start, region)
        })
        const ranges = builder.table()
        const { table } = await tableOf([ranges])
        for (const [start] of list) {
          for (const address of [start, beside(start, 1), beside(start, -1)]) {
            const text = formatAddress(Uint32Array.from(address))
            if (text.startsWith('::ffff:')) continue
            expect(`${text} ${await table.lookup(text)}`).toBe(`${text} ${regionIn(ranges, address)}`)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it.each([4, 6] as const)(
    'splits many ranges of IPv%i into shards of at most 256 kB, with more than 255 regions and finer than /64',
    async (family) => {
      const builder = createRangeBuilder(family)
      for (let i = 1; i <= 60_000; i++)
        builder.add(family === 4 ? [i * 256] : [0x20010000 + (i >> 12), i * 65536, i % 7 === 0 ? 5 : 0, 0], (i % 700) + 1)
      const ranges = builder.table()
      const { table, manifest, files } = await tableOf([ranges])
      expect(manifest.shards.length).toBeGreaterThan(4)
      for (const bytes of files.values()) expect(bytes.length).toBeLessThan(256 * 1024)
      for (let i = 1; i < ranges.length; i += 97) {
        const words = ranges.starts.subarray(i * (family === 4 ? 1 : 4), (i + 1) * (family === 4 ? 1 : 4))
        expect(await table.lookup(formatAddress(words))).toBe(REGIONS[ranges.regions[i]!])
      }
    },
  )

  it('finds the shard of an address where several share their first 32 bits, which are the first of a /24 or a block', async () => {
    for (const high of [0x2402a400, 0x24020000, 0x2402a401]) {
      const builder = createRangeBuilder(6)
      for (let i = 1; i <= 50_000; i++) builder.add([high, i * 65536, 0, 0], (i % 700) + 1)
      builder.add([high + 1, 0, 0, 0], 0)
      const ranges = builder.table()
      const { table, manifest } = await tableOf([ranges])
      expect(manifest.shards.length).toBeGreaterThan(3)
      for (let i = 0; i < ranges.length; i += 61) {
        const words = ranges.starts.subarray(i * 4, i * 4 + 4)
        expect(`${formatAddress(words)} ${await table.lookup(formatAddress(words))}`).toBe(
          `${formatAddress(words)} ${REGIONS[ranges.regions[i]!]}`,
        )
      }
    }
  })

  it('gives the same table the same version and another table another one', async () => {
    const make = (region: number) => {
      const builder = createRangeBuilder(4)
      builder.add([0x01020000], region)
      return tableOf([builder.table()])
    }
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)])
    expect(a.manifest.version).toBe(b.manifest.version)
    expect(a.manifest.version).not.toBe(c.manifest.version)
  })
})

import { eq, ne, sql } from 'drizzle-orm'
import type { RegionCode } from '../../brands.ts'
import type { Database } from '../../db/client.ts'
import { formatAddress } from '../formatAddress.ts'
import { parseAddress } from '../parseAddress.ts'
import { regionRanges, regionSets } from '../regions.table.ts'
import type { FamilyReport } from './importReport.ts'
import { createRegionNumbers } from './mapRanges.ts'
import { createRangeBuilder, type RangeTable } from './rangeTable.ts'

/** Rows a request: some 600 kB, well under what Neon's HTTP takes at once. */
const ROWS = 20_000

export interface RangeSet {
  tables: RangeTable[]
  regions: (RegionCode | null)[]
  source: string
  attribution: string
  report: FamilyReport[]
  builtAt: Date
}

/** Keeps the ranges in Postgres. */
export interface RangeStore {
  /** Writes all ranges beside those in use; what an import that was broken off left behind is removed. Gives the set's id. */
  load(set: RangeSet, onProgress: (share: number) => void): Promise<number>
  /** Makes a loaded set the current one, and removes all but the one before it. */
  use(id: number): Promise<void>
  drop(id: number): Promise<void>
  /** The current set as it was loaded; null if there is none. */
  current(onProgress: (share: number) => void): Promise<RangeSet | null>
}

export function createRangeStore(db: Database): RangeStore {
  return {
    async load({ tables, regions, source, attribution, report, builtAt }, onProgress) {
      await db.delete(regionSets).where(eq(regionSets.state, 'loading'))
      const [set] = await db.insert(regionSets).values({ source, attribution, report, builtAt }).returning({ id: regionSets.id })
      const total = tables.reduce((sum, { length }) => sum + length, 0)
      let done = 0
      for (const { family, length, starts, regions: numbers } of tables) {
        const words = family === 4 ? 1 : 4
        for (let from = 0; from < length; from += ROWS) {
          const to = Math.min(from + ROWS, length)
          const firsts: string[] = []
          const codes: string[] = []
          for (let i = from; i < to; i++) {
            firsts.push(formatAddress(starts.subarray(i * words, (i + 1) * words)))
            codes.push(regions[numbers[i]!] ?? '')
          }
          await db.execute(sql`
            insert into ${regionRanges} (set_id, first, region)
            select ${set!.id}::int, first::inet, nullif(region, '')
            from unnest(string_to_array(${firsts.join(' ')}, ' '), string_to_array(${codes.join(' ')}, ' ')) as rows (first, region)`)
          onProgress((done += to - from) / total)
        }
      }
      return set!.id
    },
    async use(id) {
      await db.batch([
        db.delete(regionSets).where(eq(regionSets.state, 'previous')),
        db.update(regionSets).set({ state: 'previous' }).where(eq(regionSets.state, 'current')),
        db.update(regionSets).set({ state: 'current' }).where(eq(regionSets.id, id)),
      ])
    },
    async drop(id) {
      await db.delete(regionSets).where(sql`${eq(regionSets.id, id)} and ${ne(regionSets.state, 'current')}`)
    },
    async current(onProgress) {
      const [set] = await db.select().from(regionSets).where(eq(regionSets.state, 'current'))
      if (!set) return null
      const total = await db.$count(regionRanges, eq(regionRanges.setId, set.id))
      const numbers = createRegionNumbers()
      const builders = { 4: createRangeBuilder(4), 6: createRangeBuilder(6) }
      const found = new Set<4 | 6>()
      let after: string | null = null
      for (let done = 0; done < total;) {
        const page: { first: string; region: RegionCode | null }[] = await db
          .select({ first: regionRanges.first, region: regionRanges.region })
          .from(regionRanges)
          .where(sql`${eq(regionRanges.setId, set.id)} and (${after}::inet is null or ${regionRanges.first} > ${after}::inet)`)
          .orderBy(regionRanges.first)
          .limit(ROWS)
        if (page.length === 0) break
        for (const { first, region } of page) {
          const words = parseAddress(first)!
          const family = words.length === 1 ? 4 : 6
          found.add(family)
          builders[family].add(words, numbers.numberOf(region))
        }
        after = page.at(-1)!.first
        onProgress((done += page.length) / total)
      }
      const { source, attribution, builtAt } = set
      const tables = [...found].map((family) => builders[family].table())
      return { tables, regions: numbers.codes, source, attribution, report: set.report as FamilyReport[], builtAt }
    },
  }
}

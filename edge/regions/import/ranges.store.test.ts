import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegionCode } from '../../brands.ts'
import { connect, type Database } from '../../db/client.ts'
import { type TestDatabase } from '../../dev/postgres/openTestDatabase.ts'
import { createRangeBuilder } from './rangeTable.ts'
import { createRangeStore, type RangeSet } from './ranges.store.ts'
import { openRangeDatabase } from './testRangeDatabase.ts'

const REGIONS = [null, 'RU-MOW', 'US-TX'] as (RegionCode | null)[]

function aSet(source: string): RangeSet {
  const [v4, v6] = [createRangeBuilder(4), createRangeBuilder(6)]
  v4.add([0xc0000200], 1)
  v4.add([0xc0000300], 0)
  v4.add([0xffffff00], 2)
  v6.add([0x20010db8, 0, 0, 0], 2)
  v6.add([0x20010db8, 0, 0, 1], 1)
  v6.add([0x20010db9, 0, 0, 0], 0)
  return { tables: [v4.table(), v6.table()], regions: REGIONS, source, attribution: 'none', report: [], builtAt: new Date(0) }
}

describe('the ranges in Postgres', () => {
  let database: TestDatabase
  let db: Database
  const store = () => createRangeStore(db)
  const noBar = () => undefined
  const states = async () =>
    (await db.execute<{ s: string }>(sql`select source || ' ' || state as s from region_sets order by id`)).rows.map(({ s }) => s)

  beforeAll(async () => {
    database = await openRangeDatabase()
    db = connect(database.url)
  }, 60_000)
  afterAll(() => database.stop())

  it('come back as they were loaded, both families', async () => {
    const set = aSet('first')
    await store().use(await store().load(set, noBar))
    const stored = (await store().current(noBar))!
    expect(stored).toMatchObject({ source: 'first', attribution: 'none', builtAt: new Date(0) })
    const plain = ({ tables, regions }: Pick<RangeSet, 'tables' | 'regions'>) =>
      tables.map(({ family, starts, regions: numbers }) => [family, [...starts], Array.from(numbers, (number) => regions[number])])
    expect(plain(stored)).toEqual(plain(set))
  })

  it('can be asked in SQL', async () => {
    const regionOf = async (address: string) => {
      const { rows } = await db.execute<{ region: string | null }>(sql`
        select region from region_ranges join region_sets on id = set_id
        where state = 'current' and family(first) = family(${address}::inet) and first <= ${address}::inet order by first desc limit 1`)
      return rows[0]?.region
    }
    expect(await regionOf('192.0.2.9')).toBe('RU-MOW')
    expect(await regionOf('192.0.3.9')).toBeNull()
    expect(await regionOf('2001:db8::')).toBe('US-TX')
    expect(await regionOf('2001:db8::2')).toBe('RU-MOW')
  })

  it('stay as they are while others are loaded, and one older set is kept', async () => {
    const second = await store().load(aSet('second'), noBar)
    expect(await states()).toEqual(['first current', 'second loading'])
    await store().use(second)
    expect(await states()).toEqual(['first previous', 'second current'])
    await store().use(await store().load(aSet('third'), noBar))
    expect(await states()).toEqual(['second previous', 'third current'])
  })

  it('of an import that was broken off are removed by the next one', async () => {
    await store().load(aSet('broken off'), noBar)
    const id = await store().load(aSet('dropped'), noBar)
    expect(await states()).toEqual(['second previous', 'third current', 'dropped loading'])
    await store().drop(id)
    expect(await states()).toEqual(['second previous', 'third current'])
    expect((await db.execute<{ n: number }>(sql`select count(distinct set_id)::int as n from region_ranges`)).rows).toEqual([{ n: 2 }])
  })
})

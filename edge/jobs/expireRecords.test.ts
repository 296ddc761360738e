import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountId, SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import { connect, type Database } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { accounts, apiKeys, previews, sites } from '../db/schema.ts'
import { generateVisits } from '../dev/generateVisits.ts'
import { openTestDatabase, type TestDatabase } from '../dev/postgres/openTestDatabase.ts'
import { storeVisits } from '../sessions/storeVisits.ts'
import { visitRows } from '../sessions/visitRows.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import { addMonths } from './addMonths.ts'
import { expireRecords } from './expireRecords.ts'

const BRIEF = 'pk_brief' as SiteKey
const LONG = 'pk_long' as SiteKey
const START = Date.UTC(2026, 5, 1)
const TABLES = ['sessions', 'session_events', 'leases', 'touches', 'visitors']

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await migrate(database.url, 'edge/db/migrations')
  db = connect(database.url)
  const account = 'acc_a' as AccountId
  await db.insert(accounts).values({ id: account, name: 'A', retention: { visits: 800 } })
  for (const [key, retention] of [
    [BRIEF, { visits: 30 }],
    [LONG, undefined],
  ] as const) {
    const options = { ...DEFAULT_OPTIONS, ...(retention && { retention }) }
    await db.insert(sites).values({ id: `sit_${key}` as never, accountId: account, key, name: key, secret: 's', options })
    const entries = generateVisits({ site: key, sessions: 60, seed: key.length, start: START }) as Parameters<typeof visitRows>[0]
    for (const statement of storeVisits(visitRows(entries, account), { site: key, lookBack: DAY })) await db.execute(statement)
  }
}, 60_000)
afterAll(() => database.stop())

const count = async (table: string, site: SiteKey) =>
  Number((await db.execute(sql`select count(*)::int as rows from ${sql.identifier(table)} where site = ${site}`)).rows[0]!.rows)
const partitions = async (table: string) =>
  (
    await db.execute<{ name: string }>(
      sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = ${table}::regclass order by 1`,
    )
  ).rows.map(({ name }) => name)

test('months are added ahead, and what waited in the default partition moves into its own', async () => {
  await addMonths({ db, clock: () => START })
  expect(await partitions('session_events')).toEqual(
    expect.arrayContaining(['session_events_2026_06', 'session_events_2026_07', 'session_events_2026_09']),
  )
  const { rows } = await db.execute(sql`select count(*)::int as left from session_events_default where born < '2026-10-01'`)
  expect(rows).toEqual([{ left: 0 }])
  await addMonths({ db, clock: () => START })
})

test('records go when their site’s retention is over, and nobody else’s', async () => {
  const kept = await Promise.all(TABLES.map((table) => count(table, LONG)))
  await expireRecords({ db, clock: () => START + 120 * DAY })
  for (const table of TABLES) expect([table, await count(table, BRIEF)]).toEqual([table, 0])
  expect(await Promise.all(TABLES.map((table) => count(table, LONG)))).toEqual(kept)
  expect(Math.min(...kept)).toBeGreaterThan(0)
})

test('a month that is over for every site is dropped whole', async () => {
  await expireRecords({ db, clock: () => START + 860 * DAY })
  expect(await partitions('session_events')).not.toContain('session_events_2026_06')
  expect(await partitions('leases')).not.toContain('leases_2026_06')
  for (const table of TABLES) expect([table, await count(table, LONG)]).toEqual([table, 0])
})

test('preview links go when they have long been over', async () => {
  const end = START + 200 * DAY
  await db.insert(apiKeys).values({ id: 'key_a', accountId: 'acc_a' as AccountId, name: 'a', hash: 'a', role: 'admin' })
  const link = {
    accountId: 'acc_a' as AccountId,
    site: LONG,
    url: 'https://a.com/',
    host: 'a.com',
    keyId: 'key_a',
    createdAt: new Date(START),
  }
  await db.insert(previews).values([
    { ...link, id: 'pre_old', expiresAt: new Date(end - 91 * DAY) },
    { ...link, id: 'pre_late', expiresAt: new Date(end - 89 * DAY) },
  ])
  await expireRecords({ db, clock: () => end })
  expect((await db.select({ id: previews.id }).from(previews)).map(({ id }) => id)).toEqual(['pre_late'])
})

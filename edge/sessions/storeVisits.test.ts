import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import { connect, type Database } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { sessions, touches, visitors } from '../db/schema.ts'
import { disturb, generateVisits } from '../dev/generateVisits.ts'
import { openTestDatabase, type TestDatabase } from '../dev/postgres/openTestDatabase.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import { storeVisits } from './storeVisits.ts'
import { lastNonDirect } from './touch/lastNonDirect.ts'
import { nextTouch } from './touch/nextTouch.ts'
import type { TimedTouch, VisitorTouches } from './touch/visitorTouches.ts'
import { visitRows } from './visitRows.ts'

const RUNS = Number(process.env.ROTARY_RUNS ?? 2000)
const SLICE = 10_000
const SITE = 'pk_demo' as SiteKey
const ACCOUNT = 'acc_demo' as AccountId
const LOOK_BACK = 20 * DAY
const START = Date.UTC(2026, 9, 20)
const TABLES = ['sessions', 'session_events', 'leases', 'touches', 'visitors']

describe('a stream of visits', { timeout: 3_600_000 }, () => {
  const databases: TestDatabase[] = []
  let clean: Database
  const open = async () => {
    const database = await openTestDatabase()
    databases.push(database)
    await migrate(database.url, 'edge/db/migrations')
    return connect(database.url)
  }
  async function consume(db: Database, entries: OutboxEntry[], size: number): Promise<void> {
    for (let i = 0; i < entries.length; i += size) {
      const batch = entries.slice(i, i + size) as Parameters<typeof visitRows>[0]
      const [first, ...rest] = storeVisits(visitRows(batch, ACCOUNT), { site: SITE, lookBack: LOOK_BACK }).map((statement) =>
        db.execute(statement),
      )
      if (first) await db.batch([first, ...rest])
    }
  }
  /** Rows, and the sum of their hashes: the same rows give the same, in whatever order. */
  const digest = async (db: Database, table: string) =>
    (
      await db.execute(
        sql.raw(`select count(*)::int as rows, sum(('x' || left(md5(t::text), 15))::bit(60)::bigint)::text as hash from ${table} t`),
      )
    ).rows[0]!
  const expected = new Map<string, Record<string, unknown>[]>(TABLES.map((table) => [table, []]))
  const found = new Map<string, Record<string, unknown>[]>(TABLES.map((table) => [table, []]))

  beforeAll(async () => {
    // Databases in memory hold so much: each slice has fresh ones, the last clean one is looked at below.
    for (let done = 0; done < RUNS; done += SLICE) {
      await Promise.all(databases.splice(0).map((database) => database.stop()))
      const entries = generateVisits({ site: SITE, sessions: Math.min(SLICE, RUNS - done), seed: 1 + done, start: START })
      const disturbed = await open()
      await consume(disturbed, disturb(entries, 2 + done), 137)
      for (const table of TABLES) found.get(table)!.push(await digest(disturbed, table))
      await databases.pop()!.stop()
      clean = await open()
      await consume(clean, entries, 500)
      for (const table of TABLES) expected.get(table)!.push(await digest(clean, table))
    }
  }, 3_600_000)
  afterAll(() => Promise.all(databases.map((database) => database.stop())))

  test.each(TABLES)('leaves the same %s, whatever is repeated, late or out of order', (table) => {
    expect(expected.get(table)!.every(({ rows }) => Number(rows) > 0)).toBe(true)
    expect(found.get(table)).toEqual(expected.get(table))
  })

  test('leaves every event in the partition of its own month', async () => {
    const { rows } = await clean.execute(
      sql`select count(*)::int as lost from session_events where born < ${new Date(START)} or born > ${new Date(START + 45 * DAY)}`,
    )
    expect(rows).toEqual([{ lost: 0 }])
  })

  test('is reduced to visitors as the pure rules reduce it', async () => {
    const rows = await clean.select().from(visitors).orderBy(visitors.id).limit(300)
    for (const visitor of rows) {
      const all = await clean
        .select()
        .from(touches)
        .where(sql`visitor = ${visitor.id}`)
      const began = new Map<string, string>()
      for (const { session, entry } of all) if (!began.has(session) || entry < began.get(session)!) began.set(session, entry)
      const arrivals = all.filter(({ direct, session, entry }) => !direct || began.get(session) === entry).map(({ touch }) => touch)
      const reduced = arrivals.reduce<VisitorTouches | null>((known, touch) => nextTouch({ touches: known, touch }), null)!
      expect({ first: visitor.first, last: visitor.last, lastNonDirect: visitor.lastNonDirect, touches: visitor.touches }).toEqual(reduced)
    }
    expect(rows.some(({ touches: list }) => list.length > 2)).toBe(true)
  })

  test('credits a direct visit to the last known source within the look-back window, and keeps its own touch', async () => {
    const rows = await clean
      .select()
      .from(sessions)
      .where(sql`touch_rank >= 2 and visitor is not null`)
      .limit(500)
    let credited = 0
    for (const session of rows) {
      const earlier = await clean
        .select()
        .from(touches)
        .where(sql`visitor = ${session.visitor} and at < ${session.touchedAt} and not direct`)
      const own: TimedTouch = { ...session.touch, at: session.touchedAt.getTime() }
      const known = [...earlier.map(({ touch }) => touch), own].reduce<VisitorTouches | null>(
        (before, touch) => nextTouch({ touches: before, touch, limit: 1000 }),
        null,
      )!
      // A click that comes again counts from its first time in a visitor's list, from its last for credit.
      const lastAt = earlier.map(({ touch }) => touch).sort((a, b) => b.at - a.at)[0]
      const expected = lastAt
        ? lastNonDirect({ touches: { ...known, lastNonDirect: lastAt, last: own }, at: own.at, lookBack: LOOK_BACK })
        : own
      expect(session).toMatchObject({ source: expected.source, medium: expected.medium, campaign: expected.campaign, rule: expected.rule })
      expect(session.credit === null).toBe(expected === own)
      expect(session.touch.channel).toBe('Direct')
      if (session.credit) credited++
    }
    expect(credited).toBeGreaterThan(5)
  })
})

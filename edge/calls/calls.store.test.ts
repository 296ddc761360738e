import * as fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attribution } from '../attribution/attribution.ts'
import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SessionId, SiteKey } from '../brands.ts'
import { type Database, connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { type TestDatabase, openTestDatabase } from '../dev/postgres/openTestDatabase.ts'
import type { IdSource } from '../ids.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { CallEvent } from './callEvent.ts'
import { recordAttribution, recordCallEvents } from './calls.store.ts'
import { callEvents, calls } from './calls.table.ts'

const T = Date.UTC(2026, 10, 24, 9)
const ids: IdSource = { now: Date.now, random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>) }
const LINE = { site: 'pk_demo' as SiteKey, route: 'rou_1' as RouteId, region: 'RU-MOW' as RegionCode, source: null }
const delivery = (
  event: Partial<CallEvent> & { externalId: string; type: CallEvent['type'] },
  change: Partial<CallDelivery> = {},
): CallDelivery => ({
  connection: 'con_1' as ConnectionId,
  account: 'acc_1' as AccountId,
  line: LINE,
  receivedAt: T + 100,
  event: { at: T, ...event },
  ...change,
})
const from = '+79161234567' as E164
const to = '+74951110001' as E164
const aCall = (externalId: string): CallDelivery[] => [
  delivery({ externalId, type: 'start', from, to, direction: 'in' }),
  delivery({ externalId, type: 'answered', at: T + 8000, to }),
  delivery({ externalId, type: 'end', at: T + 73_000, to, talkSec: 65, status: 'answered' }),
  delivery({ externalId, type: 'recording', leg: 'r1', at: T + 80_000, recordingUrl: 'https://x.example/1.mp3' }, { line: null }),
]

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await migrate(database.url, 'edge/db/migrations')
  db = connect(database.url)
})
afterAll(() => database.stop())

const rowOf = async (externalId: string) => (await db.select().from(calls).where(eq(calls.externalId, externalId)))[0]!
const facts = (row: typeof calls.$inferSelect) => ({ ...row, id: null, externalId: null, createdAt: null, updatedAt: null })

describe('events of calls in Postgres', () => {
  it('become one call', async () => {
    const recorded = await recordCallEvents(db, aCall('one'), ids)
    expect(recorded).toHaveLength(1)
    expect(recorded[0]).toMatchObject({ before: null, firstReceivedAt: T + 100 })
    expect(await rowOf('one')).toMatchObject({
      connectionId: 'con_1',
      accountId: 'acc_1',
      site: 'pk_demo',
      number: to,
      routeId: 'rou_1',
      region: 'RU-MOW',
      caller: from,
      status: 'answered',
      startedAt: new Date(T),
      answeredAt: new Date(T + 8000),
      endedAt: new Date(T + 73_000),
      talkSec: 65,
      waitSec: 8,
      recordings: ['https://x.example/1.mp3'],
      eventCount: 4,
      tags: [],
    })
  })

  it('keep the call its id and tell what it was before', async () => {
    const [start, ...rest] = aCall('twice')
    const [first] = await recordCallEvents(db, [start!], ids)
    const [second] = await recordCallEvents(db, rest, ids)
    expect(first!.call.status).toBe('ringing')
    expect(second!.before).toMatchObject({ id: first!.call.id, status: 'ringing' })
    expect(second!.call).toMatchObject({ id: first!.call.id, status: 'answered' })
  })

  it('are the same call in any order, any batches and however often they come', async () => {
    await recordCallEvents(db, aCall('plain'), ids)
    const plain = facts(await rowOf('plain'))
    let n = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3], { minLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
        async (order, sizes) => {
          const externalId = `any-${n++}`
          const events = aCall(externalId)
          const queue = order.map((i) => events[i]!)
          for (const size of sizes) {
            const batch = queue.splice(0, size)
            if (batch.length) await recordCallEvents(db, batch, ids)
          }
          expect(facts(await rowOf(externalId))).toEqual(plain)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('of many writers at once are folded whole', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `at-once-${i}`)
    await Promise.all(names.flatMap((name) => aCall(name).map((one) => recordCallEvents(db, [one], ids))))
    for (const name of names) expect(await rowOf(name)).toMatchObject({ eventCount: 4, status: 'answered' })
  })

  it('an old fold never overwrites a newer one', async () => {
    const [start, ...rest] = aCall('stale')
    // A writer that stops between reading and writing while another one records the rest.
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let stopped = () => {}
    const reading = new Promise<void>((resolve) => (stopped = resolve))
    const slow = new Proxy(db, {
      get: (target, name, receiver) =>
        name === 'batch'
          ? async (...args: Parameters<Database['batch']>) => {
              const rows = await target.batch(...args)
              stopped()
              await held
              return rows
            }
          : (Reflect.get(target, name, receiver) as unknown),
    })
    const late = recordCallEvents(slow, [start!], ids)
    await reading
    await recordCallEvents(db, rest, ids)
    release()
    const [recorded] = await late
    expect(recorded!.call).toMatchObject({ eventCount: 4, status: 'answered' })
    expect(await rowOf('stale')).toMatchObject({ eventCount: 4, status: 'answered' })
  })

  it('of two connections with the same id are two calls', async () => {
    await recordCallEvents(db, [...aCall('same'), ...aCall('same').map((one) => ({ ...one, connection: 'con_2' as ConnectionId }))], ids)
    expect(await db.select().from(calls).where(eq(calls.externalId, 'same'))).toHaveLength(2)
  })

  it('without a number are a call whose line comes later', async () => {
    await recordCallEvents(db, [delivery({ externalId: 'later', type: 'answered', at: T + 8000 }, { line: null })], ids)
    expect(await rowOf('later')).toMatchObject({ site: null, number: null, status: 'talking' })
    await recordCallEvents(db, [delivery({ externalId: 'later', type: 'start', from, to })], ids)
    expect(await rowOf('later')).toMatchObject({ site: 'pk_demo', number: to, caller: from, startedAt: new Date(T) })
  })

  it('are kept once each, more than one statement may hold', async () => {
    const many = Array.from({ length: 1100 }, (_, i) =>
      delivery({ externalId: `many-${i % 550}`, type: i < 550 ? 'start' : 'end', from, to }),
    )
    const recorded = await recordCallEvents(db, [...many, ...many], ids)
    expect(new Set(recorded.map(({ call }) => call.id)).size).toBe(550)
    const stored = await db
      .select()
      .from(callEvents)
      .where(eq(callEvents.connectionId, 'con_1' as ConnectionId))
    expect(stored.filter(({ externalId }) => externalId.startsWith('many-'))).toHaveLength(1100)
  })

  it('of none write nothing', async () => {
    expect(await recordCallEvents(db, [], ids)).toEqual([])
  })
})

describe('an attribution in Postgres', () => {
  const attribution = (session: string): Attribution => ({
    label: 'page-open',
    session: session as SessionId,
    visitor: null,
    confidence: 0.97,
    threshold: 0.78,
    candidates: [{ session: session as SessionId, visitor: null, share: 0.97, label: 'page-open' }],
    background: 0.03,
  })

  it('is written once for the same evidence, and never by older evidence', async () => {
    const [recorded] = await recordCallEvents(db, aCall('attributed'), ids)
    const call = recorded!.call.id
    expect(await recordAttribution(db, { call, attribution: attribution('ses_1'), evidenceAt: T })).toBe(true)
    expect(await recordAttribution(db, { call, attribution: attribution('ses_2'), evidenceAt: T })).toBe(false)
    expect(await recordAttribution(db, { call, attribution: attribution('ses_2'), evidenceAt: T - 1 })).toBe(false)
    expect(await rowOf('attributed')).toMatchObject({ session: 'ses_1', confidence: 0.97, label: 'page-open' })
    expect(await recordAttribution(db, { call, attribution: attribution('ses_3'), evidenceAt: T + 1 })).toBe(true)
    expect(await rowOf('attributed')).toMatchObject({ session: 'ses_3', candidates: [{ session: 'ses_3', share: 0.97 }], background: 0.03 })
  })

  it('is not lost when more events come', async () => {
    const [start, ...rest] = aCall('kept')
    const [recorded] = await recordCallEvents(db, [start!], ids)
    await recordAttribution(db, { call: recorded!.call.id, attribution: attribution('ses_1'), evidenceAt: T })
    await recordCallEvents(db, rest, ids)
    expect(await rowOf('kept')).toMatchObject({ session: 'ses_1', status: 'answered' })
  })
})

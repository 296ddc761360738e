import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { CallDelivery } from '../calls/callDelivery.ts'
import { callLedger } from '../calls/callLedger.store.ts'
import { HOUR, MINUTE } from '../clock.ts'
import { connect, type Database } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { callEvents, calls, events } from '../db/schema.ts'
import { openTestDatabase, type TestDatabase } from '../dev/postgres/openTestDatabase.ts'
import type { IdSource } from '../ids.ts'
import { endLostCalls, SILENCE } from './endLostCalls.ts'

const T = Date.UTC(2026, 10, 24, 9)
const to = '+74951110001' as E164

describe('a call whose end was lost', () => {
  let database: TestDatabase
  let db: Database
  let now = T
  const ids: IdSource = { now: () => now, random: (bytes) => crypto.getRandomValues(bytes) }
  const services = () => ({ db, clock: () => now, ids })
  beforeAll(async () => {
    database = await openTestDatabase()
    await migrate(database.url, 'edge/db/migrations')
    db = connect(database.url)
  }, 60_000)
  afterAll(() => database.stop())

  const told = async (externalId: string, event: Partial<CallDelivery['event']>) => {
    const delivery: CallDelivery = {
      connection: 'con_1' as ConnectionId,
      account: 'acc_1' as AccountId,
      line: { site: 'pk_a' as SiteKey, route: 'rou_1' as RouteId, region: 'RU-MOW' as RegionCode, source: null },
      receivedAt: now,
      event: { externalId, type: 'start', at: now, to, ...event },
    }
    await callLedger(services()).store([delivery])
  }
  const callOf = async (externalId: string) => (await db.select().from(calls).where(eq(calls.externalId, externalId)))[0]!
  const eventsOf = async (externalId: string) => {
    const { id } = await callOf(externalId)
    const rows = await db
      .select()
      .from(events)
      .where(sql`${events.data}->>'id' = ${id}`)
    return rows.map(({ type, data }) => [type, data['endReason']])
  }

  test('is ended where it was last heard of, for a reason that says so, and told once', async () => {
    now = T
    await told('answered', {})
    await told('ringing', {})
    now = T + 8000
    await told('answered', { type: 'answered' })
    now += SILENCE - 1
    await endLostCalls(services())
    expect((await callOf('answered')).endedAt).toBeNull()
    now += 1
    await endLostCalls(services())
    await endLostCalls(services())
    const heardLast = new Date(T + 8000)
    expect(await callOf('answered')).toMatchObject({ status: 'answered', endReason: 'lost', endedAt: heardLast, talkSec: null, waitSec: 8 })
    expect(await callOf('ringing')).toMatchObject({
      status: 'no_answer',
      endReason: 'lost',
      endedAt: new Date(T),
      talkSec: null,
      waitSec: null,
    })
    expect(await eventsOf('answered')).toEqual([
      ['call.started', null],
      ['call.answered', null],
      ['call.ended', 'lost'],
    ])
    expect(await db.$count(callEvents, eq(callEvents.externalId, 'answered'))).toBe(3)
  })

  test('ends as it did when its end comes after all, which is told as a change', async () => {
    await told('answered', { type: 'end', at: T + 68_000, talkSec: 60, status: 'answered' })
    expect(await callOf('answered')).toMatchObject({ endReason: null, endedAt: new Date(T + 68_000), talkSec: 60 })
    expect((await eventsOf('answered')).at(-1)).toEqual(['call.modified', null])
    now += 10 * HOUR
    await endLostCalls(services())
    expect(await callOf('answered')).toMatchObject({ endReason: null, talkSec: 60 })
  })

  test('is left alone while anything is heard of it, however long it goes on', async () => {
    now = T
    await told('long', {})
    now = T + 10 * HOUR
    await told('long', { type: 'modified', seq: 1 })
    now += SILENCE - MINUTE
    await endLostCalls(services())
    expect((await callOf('long')).endedAt).toBeNull()
  })

  test('is told of after all where the job was killed between storing its end and telling of it', async () => {
    now = T
    await told('killed', {})
    now = T + SILENCE + 1
    await endLostCalls(services())
    await db.delete(events).where(eq(events.cause, `call.ended:${(await callOf('killed')).id}`))
    await db.update(calls).set({ updatedAt: new Date(now) })
    await endLostCalls(services())
    expect(await eventsOf('killed')).toContainEqual(['call.ended', 'lost'])
  })
})

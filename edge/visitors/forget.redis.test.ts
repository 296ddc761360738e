import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeaseAnswer } from '../contract.ts'
import { lease, post } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { idempotencyKeys } from '../db/schema.ts'
import { sealAnswer } from '../http/keptAnswer.ts'
import { buryEntries } from '../jobs/deadLetters.store.ts'

const CALLER = '+79161112233'
const admin = { Authorization: `Bearer ${DEMO.adminKey}` }
/** The answer to a request that may be sent again: it goes by itself in five minutes. */
const ANSWERS = /^rotary:\{pk_demo\}:answer:/

describe.skipIf(!hasRedisServer)('a person', () => {
  let it: TestServices
  let visit: LeaseAnswer
  let other: LeaseAnswer
  beforeAll(async () => {
    it = await createTestServices({ outside: async () => new Response(null, { status: 204 }) })
    await it.app.request('/v1/webhooks', { method: 'POST', headers: admin, body: '{"url":"https://hooks.company.com/"}' })
    visit = await leaveTraces('one', CALLER)
    other = await leaveTraces('two', '+79160000000')
  }, 60_000)
  afterAll(() => it.stop())

  /** A visit with a tap, a call that is taken for it, a correction, a dead letter and a lease that still waits in the outbox. */
  async function leaveTraces(call: string, caller: string): Promise<LeaseAnswer> {
    const page = `pag_traces${call}` as never
    const answer = await lease(it.app, { page })
    const id = `0193bfae-0000-7000-8000-0000000000${call === 'one' ? '01' : '02'}`
    const beacon = { token: answer.token, page, state: 'visible', at: Date.now(), events: [{ id, at: Date.now(), type: 'tap' }] }
    await post(it.app, '/v1/beacons', beacon)
    const number = answer.slots[0]!.number!.e164
    for (const event of [{ event: 'start' }, { event: 'answered' }]) {
      const hook = await signedHook({ call_id: call, from: caller, to: number, ...event }, TEST_HOOK_SECRET)
      expect((await it.app.request(`/v1/hooks/${it.connection}`, hook)).status).toBe(200)
    }
    await it.settle()
    const { items } = (await (await it.app.request(`/v1/calls?caller=${encodeURIComponent(caller)}`, { headers: admin })).json()) as {
      items: { id: string; attribution: { candidates: { session: string }[] } }[]
    }
    expect(items[0]!.attribution.candidates.map(({ session }) => session)).toContain(answer.session)
    const correction = JSON.stringify({ session: answer.session })
    const said = await it.app.request(`/v1/calls/${items[0]!.id}/attribution/correction`, {
      method: 'PUT',
      headers: admin,
      body: correction,
    })
    expect(said.status).toBe(200)
    const body = JSON.stringify({ session: answer.session, visitor: answer.visitor, caller })
    await buryEntries(it.services.db, {
      entries: [{ id: `179500000000${call.length}-${call}`, site: DEMO.siteKey, type: 'note', kind: 'x', body }],
      reason: 'test',
    })
    await it.settle()
    await lease(it.app, { session: answer.session, visitor: answer.visitor })
    return answer
  }

  /** Everywhere that one of the texts still stands: tables with their row, Redis keys. */
  async function traces(texts: string[]): Promise<string[]> {
    const { db } = it.services
    const { rows } = await db.execute<{ name: string }>(sql`select c.relname as name from pg_class c
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`)
    expect(rows.length).toBeGreaterThan(20)
    const found: string[] = []
    for (const { name } of rows) {
      for (const text of texts) {
        const hits = await db.execute(
          sql`select left(t::text, 300) as row from ${sql.identifier(name)} t where position(${text} in t::text) > 0`,
        )
        found.push(...hits.rows.map((row) => `${name}: ${String(row.row)}`))
      }
    }
    const { client } = it.redis
    for (const key of await client.keys('*')) {
      const type = await client.type(key)
      const held =
        type === 'string'
          ? await client.get(key)
          : type === 'hash'
            ? await client.hgetall(key)
            : type === 'set'
              ? await client.smembers(key)
              : type === 'zset'
                ? await client.zrange(key, '0', '-1')
                : await client.xrange(key, '-', '+')
      const whole = `${key} ${JSON.stringify(held)}`
      if (texts.some((text) => whole.includes(text)) && !ANSWERS.test(key)) found.push(key)
    }
    return found
  }

  test('can have everything that is kept about him, as a visitor', async () => {
    const response = await it.app.request(`/v1/visitors/${visit.visitor}/export`, { headers: admin })
    const all = (await response.json()) as Record<string, unknown[]>
    expect(Object.entries(all).filter(([, rows]) => rows.length === 0)).toEqual([])
    expect(JSON.stringify(all)).not.toContain(other.session)
  })

  test('and as a caller', async () => {
    const response = await it.app.request(`/v1/callers/${encodeURIComponent(CALLER)}/export`, { headers: admin })
    const all = (await response.json()) as Record<string, unknown[]>
    for (const table of ['calls', 'call_events', 'events', 'dead_letters', 'attribution_corrections'])
      expect(all[table]!.length).toBeGreaterThan(0)
  })

  test('is gone as a visitor from every table, stream, dead letter and key; his call stays the company’s, without him', async () => {
    expect((await traces([visit.visitor, visit.session])).length).toBeGreaterThan(5)
    const response = await it.app.request(`/v1/visitors/${visit.visitor}`, { method: 'DELETE', headers: admin })
    expect(await response.json()).toMatchObject({ sessions: 1, visitors: 1, dead_letters: 1, calls: 1, attribution_corrections: 1 })
    await it.settle()
    expect(await traces([visit.visitor, visit.session])).toEqual([])
    expect((await it.app.request(`/v1/visitors/${visit.visitor}`, { headers: admin })).status).toBe(404)
    const { items } = (await (await it.app.request(`/v1/calls?caller=${encodeURIComponent(CALLER)}`, { headers: admin })).json()) as {
      items: unknown[]
    }
    expect(items).toHaveLength(1)
  })

  test('is gone as a caller with his calls, and from the sealed answers to repeated requests', async () => {
    expect((await traces([CALLER])).length).toBeGreaterThan(1)
    const { db, config } = it.services
    const kept = async (key: string, body: string) => {
      const of = { accountId: DEMO.account, key }
      await db
        .insert(idempotencyKeys)
        .values({ ...of, request: key, status: 200, sealed: await sealAnswer(config, { ...of, body }), at: new Date() })
    }
    await kept('his', JSON.stringify({ caller: CALLER }))
    await kept('of another', JSON.stringify({ caller: '+79160000000' }))
    const response = await it.app.request(`/v1/callers/${encodeURIComponent(CALLER)}`, { method: 'DELETE', headers: admin })
    expect(await response.json()).toMatchObject({ calls: 1, call_events: 2, idempotency_keys: 1 })
    expect((await db.select().from(idempotencyKeys)).map(({ key }) => key)).toEqual(['of another'])
    await it.settle()
    expect(await traces([CALLER])).toEqual([])
  })

  test('leaves everybody else as they were', async () => {
    const all = (await (await it.app.request(`/v1/visitors/${other.visitor}/export`, { headers: admin })).json()) as Record<
      string,
      unknown[]
    >
    expect(Object.entries(all).filter(([, rows]) => rows.length === 0)).toEqual([])
  })
})

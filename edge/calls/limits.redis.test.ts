import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { createApp } from '../app.ts'
import { PLACE } from '../pool/meter.port.ts'
import { connections } from './calls.table.ts'

const FALLBACK = '+74957654321'
const OFFICE = DEMO.targets[0]!.e164
const admin = { Authorization: `Bearer ${DEMO.adminKey}` }

describe.skipIf(!hasRedisServer)('limits of an account’s calls', () => {
  let world: TestServices
  let app: TestServices['app']
  let number: string
  let serial = 0
  beforeAll(async () => {
    world = await createTestServices()
    await world.services.db
      .update(connections)
      .set({ fallback: FALLBACK as never })
      .where(eq(connections.id, world.connection))
    number = (await lease(world.app)).slots[0]!.number!.e164
  }, 60_000)
  afterAll(() => world.stop())
  beforeEach(async () => {
    // A cold isolate: what it remembers of limits is younger than a test.
    app = createApp({ ...world.services })
    await world.redis.client.del(...(await world.redis.client.keys('rotary:{acc_demo}:call*')), 'none')
    serial += 1000
  })

  const limit = async (change: object) => {
    const answer = await app.request('/v1/limits', { method: 'PATCH', headers: admin, body: JSON.stringify(change) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const send = async (fields: object) => {
    const answer = await app.request(
      `/v1/hooks/${world.connection}`,
      await signedHook({ from: '+79161112233', to: number, ...fields }, TEST_HOOK_SECRET),
    )
    return (await answer.json()) as Record<string, unknown>
  }
  const start = (call: number) => send({ event: 'start', call_id: `limited${serial + call}` })
  const end = (call: number, duration: number, to?: string) =>
    send({ event: 'end', call_id: `limited${serial + call}`, duration, status: 'answered', ...(to !== undefined && { to }) })
  const busy = { action: 'reject', reason: 'limit' }

  it('are set one by one, and refused where they are none', async () => {
    expect(await limit({ concurrentCalls: 7, destinationMinutes: 60 })).toMatchObject({
      status: 200,
      body: { concurrentCalls: 7, destinationMinutes: 60 },
    })
    expect((await limit({ destinationMinutes: null })).body).toMatchObject({ concurrentCalls: 7, destinationMinutes: null })
    for (const wrong of [{ concurrentCalls: 0 }, { concurrentCalls: 1.5 }, { other: 1 }]) expect((await limit(wrong)).status).toBe(400)
    const seen = await app.request('/v1/limits', { headers: admin })
    expect(await seen.json()).toEqual({ concurrentCalls: 7, destinationMinutes: null, today: { calls: 0, destinations: [] } })
  })

  it('answer busy to one call too many, which is stored all the same, and take the next one when another has ended', async () => {
    await limit({ concurrentCalls: 2, destinationMinutes: null })
    const answers = [await start(1), await start(2), await start(3)]
    expect(answers).toEqual([expect.objectContaining({ destination: OFFICE }), expect.objectContaining({ destination: OFFICE }), busy])
    await end(1, 20)
    expect(await start(4)).toMatchObject({ action: 'forward' })
    await world.settle()
    const stored = await app.request(`/v1/calls?limit=200`, { headers: admin })
    const { items } = (await stored.json()) as { items: { externalId: string }[] }
    expect(items.map(({ externalId }) => externalId)).toContain(`limited${serial + 3}`)
  })

  it('cost no round trip of their own', async () => {
    await limit({ concurrentCalls: 5, destinationMinutes: 60 })
    await start(1)
    const asked = vi.spyOn(globalThis, 'fetch')
    expect(await start(2)).toMatchObject({ action: 'forward' })
    const scripts = asked.mock.calls.filter(
      ([address, init]) => String(address).startsWith(world.redis.url) && /evalsha|EVALSHA/.test(String(init?.body)),
    )
    asked.mockRestore()
    expect(scripts).toHaveLength(1)
  })

  it('hold when all calls come at once', async () => {
    await limit({ concurrentCalls: 10, destinationMinutes: null })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => start(i)))
    expect(answers.filter(({ action }) => action === 'forward')).toHaveLength(10)
  })

  it('send calls to the fallback when their destination has no minutes left, and then answer busy', async () => {
    await limit({ concurrentCalls: null, destinationMinutes: 1 })
    await start(1)
    await end(1, 60)
    expect(await start(2)).toMatchObject({ action: 'forward', destination: FALLBACK, fallback: 'limit' })
    await end(2, 90)
    expect(await start(3)).toEqual(busy)
  })

  it('count calls on a number that nobody knows for the connection’s account', async () => {
    await limit({ concurrentCalls: 1, destinationMinutes: null })
    const unknown = { event: 'start', to: '+74999999999' }
    expect(await send({ ...unknown, call_id: `limited${serial}` })).toMatchObject({ destination: FALLBACK, fallback: 'unknown-number' })
    expect(await start(1)).toEqual(busy)
    await send({ event: 'end', call_id: `limited${serial}`, to: '+74999999999', status: 'answered', duration: 1 })
    expect(await start(1)).toMatchObject({ action: 'forward' })
  })

  it('let go of a call whose end was lost', async () => {
    await limit({ concurrentCalls: 1, destinationMinutes: null })
    await start(1)
    const { client } = world.redis
    const [call, until] = await client.zrange('rotary:{acc_demo}:calls-live', '0', '-1', 'WITHSCORES')
    expect(Number(until)).toBeGreaterThan(Date.now() + PLACE.ringing - 60_000)
    await client.zadd('rotary:{acc_demo}:calls-live', 1, call!)
    expect(await start(2)).toMatchObject({ action: 'forward' })
    for (const key of await client.keys('rotary:{acc_demo}:call*'))
      expect([key, (await client.pttl(key)) > 0]).toEqual([key, !key.endsWith('call-limits')])
  })

  it('turn nobody away while the counters cannot be asked', async () => {
    await limit({ concurrentCalls: 1, destinationMinutes: null })
    await start(1)
    app = createApp({
      ...world.services,
      hot: { ...world.services.hot, pool: { ...world.services.hot.pool, call: () => Promise.reject(new Error('down')) } },
    })
    expect(await start(2)).toMatchObject({ action: 'forward', destination: OFFICE })
  })

  it('come back when the hot state was wiped and is rebuilt', async () => {
    await limit({ concurrentCalls: 1, destinationMinutes: null })
    await world.redis.flush()
    await lease(world.app)
    expect([await start(1), await start(2)]).toEqual([expect.objectContaining({ action: 'forward' }), busy])
  })
})

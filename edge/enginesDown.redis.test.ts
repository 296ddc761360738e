import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import type { ConnectionId } from './brands.ts'
import { lease, post, aVisit } from './dev/aVisit.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { DEMO } from './dev/seed.ts'
import { signedHook } from './dev/signedHook.ts'
import { TEST_HOOK_SECRET } from './dev/testSecrets.ts'
import { createTestServices, type TestServices } from './dev/testServices.ts'

const admin = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }

describe.skipIf(!hasRedisServer)('with an engine down', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
    await lease(it.app)
  }, 60_000)
  afterAll(() => it.stop())

  test('Redis: the page keeps its own number, and its visit is stored all the same', async () => {
    const { pool } = it.services.hot
    const working = pool.lease
    pool.lease = () => Promise.reject(new TypeError('fetch failed'))
    const answer = await lease(it.app)
    pool.lease = working
    expect(answer.reason).toBe('unavailable')
    expect(answer.slots[0]!.number).toBeUndefined()
    await it.settle()
    expect((await it.app.request(`/v1/sessions/${answer.session}`, admin)).status).toBe(200)
  })

  test('Postgres: leasing goes on, the API says that it is unavailable, and what was leased is stored when it is back', async () => {
    it.database.pause()
    const answers = await Promise.all([lease(it.app), lease(it.app), lease(it.app)])
    expect(answers.map((answer) => answer.reason)).toEqual(['leased', 'leased', 'leased'])
    await expect(it.settle()).rejects.toThrow()
    const response = await it.app.request('/v1/sessions', admin)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } })
    it.database.resume()
    await it.settle()
    for (const { session } of answers) expect((await it.app.request(`/v1/sessions/${session}`, admin)).status).toBe(200)
  })

  test('Postgres: an isolate that has just begun routes calls by the copies in the hot state, and stores them when it is back', async () => {
    const number = (await lease(it.app)).slots[0]!.number!.e164
    const call = async (id: string) => {
      const hook = await signedHook({ event: 'start', call_id: id, from: '+79161112233', to: number }, TEST_HOOK_SECRET)
      return createApp({ ...it.services }).request(`/v1/hooks/${it.connection}`, hook)
    }
    it.database.pause()
    const answer = await call('cold')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ action: 'forward', destination: DEMO.targets[0]!.e164 })
    const { connections } = it.services.hot
    it.services.hot.connections = { ...connections, find: () => Promise.reject(new TypeError('fetch failed')) }
    expect((await call('colder')).status).toBe(503)
    it.services.hot.connections = connections
    it.database.resume()
    await it.settle()
    const { items } = (await (await it.app.request('/v1/calls', admin)).json()) as { items: { externalId: string }[] }
    expect(items.map(({ externalId }) => externalId)).toEqual(['cold'])
  })

  test('a changed connection is what a cold isolate goes by, at once; a removed one is gone', async () => {
    const change = (method: string, body?: string) =>
      it.app.request(`/v1/connections/${it.connection}`, { method, ...admin, ...(body && { body }) })
    const copy = () => it.services.hot.connections.find(it.connection)
    const before = await copy()
    expect((await change('PATCH', '{"fallback":"+74957654321"}')).status).toBe(200)
    await expect.poll(copy).toMatchObject({ fallback: '+74957654321', version: before!.version + 1 })
    const secret = JSON.stringify({ provider: 'generic', name: 'Other', credentials: { secret: 'not in clear' } })
    const made = await it.app.request('/v1/connections', { method: 'POST', ...admin, body: secret })
    const { id } = (await made.json()) as { id: ConnectionId }
    await expect.poll(() => it.services.hot.connections.find(id)).toMatchObject({ id })
    expect(JSON.stringify(await it.services.hot.connections.find(id))).not.toContain('not in clear')
    expect((await it.app.request(`/v1/connections/${id}`, { method: 'DELETE', ...admin })).status).toBe(204)
    await expect.poll(() => it.services.hot.connections.find(id)).toBeNull()
  })

  test('a malformed request is still refused as such', async () => {
    expect((await post(it.app, '/v1/leases', { ...aVisit(), site: 1 })).status).toBe(400)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lease, post, aVisit } from './dev/aVisit.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { DEMO } from './dev/seed.ts'
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

  test('a malformed request is still refused as such', async () => {
    expect((await post(it.app, '/v1/leases', { ...aVisit(), site: 1 })).status).toBe(400)
  })
})

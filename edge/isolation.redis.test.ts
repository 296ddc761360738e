import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from './brands.ts'
import { sha256Hex } from './crypto/hex.ts'
import { accounts, apiKeys } from './db/schema.ts'
import { lease } from './dev/aVisit.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { DEMO } from './dev/seed.ts'
import { signedHook } from './dev/signedHook.ts'
import { TEST_HOOK_SECRET } from './dev/testSecrets.ts'
import { createTestServices, type TestServices } from './dev/testServices.ts'

/** Every route with an id in it, and every list. A route that is added must be added here. */
const ROUTES = { item: ['/v1/calls/:id', '/v1/sessions/:id', '/v1/numbers/:number'], list: ['/v1/calls', '/v1/sessions', '/v1/numbers'] }

describe.skipIf(!hasRedisServer)('an account', () => {
  let it: TestServices
  let ids: Record<string, string>
  const as = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } })
  const stranger = as('rk_stranger')
  const owner = as(DEMO.adminKey)

  beforeAll(async () => {
    it = await createTestServices()
    const { db } = it.services
    await db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    for (const [role, key] of [
      ['admin', 'rk_stranger'],
      ['ingest', 'rk_ingest'],
    ] as const) {
      await db
        .insert(apiKeys)
        .values({ id: `key_${role}`, accountId: 'acc_stranger' as AccountId, name: role, hash: await sha256Hex(key), role })
    }
    const visitor = await lease(it.app)
    const number = visitor.slots[0]!.number!.e164
    const hook = await signedHook({ event: 'start', call_id: 'one', from: '+79161112233', to: number }, TEST_HOOK_SECRET)
    await it.app.request(`/v1/hooks/${it.connection}`, hook)
    await it.settle()
    const { items } = (await (await it.app.request('/v1/calls', owner)).json()) as { items: { id: string }[] }
    ids = { '/v1/calls/:id': items[0]!.id, '/v1/sessions/:id': visitor.session, '/v1/numbers/:number': number }
  }, 60_000)
  afterAll(() => it.stop())

  test.each(ROUTES.item)('sees nothing of another by %s', async (route) => {
    const path = route.replace(/:\w+/, encodeURIComponent(ids[route]!))
    expect((await it.app.request(path, owner)).status).toBe(200)
    const refused = await it.app.request(path, stranger)
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({ error: { code: 'not_found' } })
  })

  test.each(ROUTES.list)('finds nothing of another in %s', async (path) => {
    const mine = (await (await it.app.request(path, owner)).json()) as { items: unknown[] }
    const theirs = (await (await it.app.request(path, stranger)).json()) as { items: unknown[] }
    expect(mine.items.length).toBeGreaterThan(0)
    expect(theirs.items).toEqual([])
  })

  test('every route with a key is among those tried here', () => {
    const tried = new Set([...ROUTES.item, ...ROUTES.list])
    const keyed = it.app.routes
      .filter(({ path, method }) => method === 'GET' && /^\/v1\/(?!settings|leases|beacons|hooks)/.test(path))
      .map(({ path }) => path)
    expect(keyed.filter((path) => !tried.has(path))).toEqual([])
  })

  test.each([...ROUTES.list, ...ROUTES.item])('%s asks for a key, and for one with a role that may read', async (route) => {
    const path = route.replace(/:\w+/, 'x')
    expect((await it.app.request(path)).status).toBe(401)
    expect((await it.app.request(path, as('rk_nobody'))).status).toBe(401)
    expect((await it.app.request(path, as('rk_ingest'))).status).toBe(403)
  })

  test('the demo key works on the embedded default only', async () => {
    it.services.config.embedded = false
    expect((await it.app.request('/v1/calls', owner)).status).toBe(401)
    it.services.config.embedded = true
    expect((await it.app.request('/v1/calls', owner)).status).toBe(200)
  })
})

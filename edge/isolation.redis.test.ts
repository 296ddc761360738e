import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from './brands.ts'
import { sha256Hex } from './crypto/hex.ts'
import { accounts, apiKeys, botVisits } from './db/schema.ts'
import { lease } from './dev/aVisit.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { DEMO } from './dev/seed.ts'
import { buryEntries } from './jobs/deadLetters.store.ts'
import { raiseEvents } from './jobs/raiseEvents.ts'
import { signedHook } from './dev/signedHook.ts'
import { TEST_HOOK_SECRET } from './dev/testSecrets.ts'
import { createTestServices, type TestServices } from './dev/testServices.ts'

/** Every route with an id in it, and every list. A route that is added must be added here. */
const ROUTES = {
  item: [
    '/v1/calls/:id',
    '/v1/calls/:id/attribution',
    '/v1/sessions/:id',
    '/v1/visitors/:id',
    '/v1/visitors/:id/export',
    '/v1/callers/:e164/export',
    '/v1/dead-letters/:id',
    '/v1/numbers/:number',
    '/v1/numbers/:number/history',
    '/v1/pools/:pool',
    '/v1/sites/:site',
    '/v1/targets/:id',
    '/v1/connections/:id',
    '/v1/webhooks/:id',
    '/v1/deliveries/:id',
    '/v1/compat/mango/calltracking/:widget/:file{calls(\\.json|\\.csv)?}',
  ],
  list: [
    '/v1/calls',
    '/v1/sessions',
    '/v1/sessions/bots',
    '/v1/visitors',
    '/v1/dead-letters',
    '/v1/numbers',
    '/v1/pools',
    '/v1/pools/events',
    '/v1/regions/share',
    '/v1/pools/inventory',
    '/v1/sites',
    '/v1/targets',
    '/v1/connections',
    '/v1/webhooks',
    '/v1/deliveries',
    '/v1/previews',
  ],
  /** Exports, with the fewest lines that the demo has. */
  csv: [
    ['/v1/numbers/export', 100],
    ['/v1/calls/export', 1],
    ['/v1/sessions/export', 1],
  ],
  /** For admins only: an admin of another account has keys of his own. */
  keys: ['/v1/keys'],
  /** The account's one and only: tried below. */
  single: ['/v1/limits'],
  /** Of the world, not of an account. */
  shared: ['/v1/regions', '/v1/regions/lookup'],
  /** Held to its own in `live.redis.test.ts`. */
  live: ['/v1/live', '/v1/live/tickets'],
  /** Held to its own in `accuracy.routes.redis.test.ts`: everybody has the shipped tables. */
  accuracy: [
    '/v1/accuracy',
    '/v1/accuracy/thresholds',
    '/v1/accuracy/tables',
    '/v1/accuracy/tables/:version',
    '/v1/accuracy/tables/current',
  ],
  /** Changes of one thing, by other methods than POST. */
  change: [
    ['PATCH', '/v1/calls/:id', '{"note":"x"}'],
    ['PUT', '/v1/calls/:id/attribution/correction', '{"session":null}'],
    ['DELETE', '/v1/calls/:id/attribution/correction', ''],
    ['PATCH', '/v1/sites/:site', '{"name":"x"}'],
    ['PATCH', '/v1/targets/:id', '{"text":"x"}'],
    ['DELETE', '/v1/targets/:id', ''],
    ['PATCH', '/v1/connections/:id', '{"name":"x"}'],
    ['DELETE', '/v1/connections/:id', ''],
    ['PATCH', '/v1/webhooks/:id', '{"enabled":false}'],
    ['DELETE', '/v1/webhooks/:id', ''],
    ['DELETE', '/v1/keys/:id', ''],
    ['DELETE', '/v1/visitors/:id', ''],
    ['DELETE', '/v1/callers/:e164', ''],
    ['DELETE', '/v1/dead-letters/:id', ''],
    ['DELETE', '/v1/previews/:id', ''],
  ],
  /** Changes, each with what a stranger would send to change something of the demo's. */
  write: [
    ['/v1/numbers/:number/release', ''],
    ['/v1/numbers/:number/retire', ''],
    ['/v1/numbers/bind', JSON.stringify({ site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-MOW', count: 1 })],
    ['/v1/targets', JSON.stringify({ site: DEMO.siteKey, e164: '+74957000000' })],
    ['/v1/previews', JSON.stringify({ site: DEMO.siteKey, url: 'https://staging.company.com/' })],
    ['/v1/previews/check', JSON.stringify({ site: DEMO.siteKey, url: 'https://www.company.com/' })],
    ['/v1/webhooks/:id/rotate', '{}'],
    ['/v1/webhooks/:id/replay', '{"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z"}'],
    ['/v1/deliveries/:id/replay', ''],
    ['/v1/dead-letters/:id/replay', ''],
  ],
  /** Changes that name nothing of anybody else's, or are answered line by line. */
  own: ['/v1/numbers/import', '/v1/sites', '/v1/connections', '/v1/webhooks', '/v1/keys'],
} as const

describe.skipIf(!hasRedisServer)('an account', () => {
  let it: TestServices
  let ids: Record<string, string>
  const as = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } })
  const stranger = as('rk_stranger')
  const owner = as(DEMO.adminKey)
  const pathOf = (route: string) => {
    const collection = route.slice(0, route.indexOf('/', '/v1/'.length + 1))
    return pathWith(route, (name) => encodeURIComponent((ids[`${collection}/${name}`] ?? ids[name])!))
  }
  const pathWith = (route: string, id: (name: string) => string) => route.replace(/:file\{.*\}/, 'calls.json').replace(/:\w+/, id)

  beforeAll(async () => {
    it = await createTestServices()
    const { db } = it.services
    await db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    for (const [role, key] of [
      ['admin', 'rk_stranger'],
      ['ingest', 'rk_ingest'],
      ['read', 'rk_read'],
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
    it.services.config.operator = DEMO.account
    await raiseEvents(it.services, [{ account: DEMO.account, type: 'pool.low', cause: 'test', data: {} }])
    const endpoint = await it.app.request('/v1/webhooks', { method: 'POST', ...owner, body: '{"url":"https://hooks.company.com/"}' })
    const { id: webhook } = (await endpoint.json()) as { id: string }
    it.services.outside = async () => new Response(null, { status: 204 })
    await raiseEvents(it.services, [{ account: DEMO.account, type: 'number.unhealthy', cause: 'test', data: {} }])
    await it.settle()
    const deliveries = (await (await it.app.request('/v1/deliveries', owner)).json()) as { items: { id: string }[] }
    const letter = { id: '1795000000000-0', site: DEMO.siteKey, type: 'note', kind: 'events', body: '' } as const
    await buryEntries(db, { entries: [letter], reason: 'test' })
    await db.insert(botVisits).values({ site: DEMO.siteKey, entry: '1795000000000-1', accountId: DEMO.account, at: new Date(), count: 1 })
    const pool = `${DEMO.siteKey}.${DEMO.targets[0]!.route}.RU-MOW`
    const link = await it.app.request('/v1/previews', {
      method: 'POST',
      ...owner,
      body: JSON.stringify({ site: DEMO.siteKey, url: 'https://staging.company.com/' }),
    })
    const { id: preview } = (await link.json()) as { id: string }
    ids = {
      '/v1/previews/:id': preview,
      '/v1/calls/:id': items[0]!.id,
      '/v1/sessions/:id': visitor.session,
      '/v1/targets/:id': 'tar_demo_0',
      '/v1/connections/:id': DEMO.connection,
      '/v1/webhooks/:id': webhook,
      '/v1/deliveries/:id': deliveries.items[0]!.id,
      '/v1/keys/:id': 'key_demo',
      '/v1/visitors/:id': visitor.visitor,
      '/v1/dead-letters/:id': `${DEMO.siteKey}.1795000000000-0`,
      ':e164': '+79161112233',
      ':number': number,
      ':pool': pool,
      ':site': DEMO.siteKey,
      ':widget': DEMO.siteKey,
    }
  }, 60_000)
  afterAll(() => it.stop())

  test.each(ROUTES.item)('sees nothing of another by %s', async (route) => {
    const path = pathOf(route)
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

  test.each(ROUTES.csv)('finds nothing of another in %s', async (path, least) => {
    const lines = async (init: RequestInit) => (await (await it.app.request(path, init)).text()).trimEnd().split('\r\n').length
    expect(await lines(owner)).toBeGreaterThan(least)
    expect(await lines(stranger)).toBe(1)
  })

  test.each(ROUTES.write)('changes nothing of another by POST %s', async (route, body) => {
    const before = await (await it.app.request('/v1/numbers?limit=200', owner)).json()
    const refused = await it.app.request(pathOf(route), { method: 'POST', ...stranger, body })
    expect(refused.status).toBe(404)
    expect(await (await it.app.request('/v1/numbers?limit=200', owner)).json()).toEqual(before)
  })

  test.each(ROUTES.change)('changes nothing of another by %s %s', async (method, route, body) => {
    const path = pathOf(route)
    const look = async () =>
      (
        await it.app.request(
          route.startsWith('/v1/previews')
            ? '/v1/previews'
            : route.startsWith('/v1/keys')
              ? '/v1/keys'
              : route.startsWith('/v1/callers')
                ? `${path}/export`
                : path.replace('/correction', ''),
          owner,
        )
      ).json()
    const before = await look()
    const refused = await it.app.request(path, { method, ...stranger, ...(body && { body }) })
    expect(refused.status).toBe(404)
    expect(await look()).toEqual(before)
  })

  test.each(ROUTES.change)('%s %s asks for the key of an admin', async (method, route) => {
    const path = pathOf(route)
    expect((await it.app.request(path, { method })).status).toBe(401)
    for (const key of ['rk_ingest', 'rk_read']) expect((await it.app.request(path, { method, ...as(key) })).status).toBe(403)
  })

  test('sees its own keys only, and makes none that another sees', async () => {
    const keys = async (init: RequestInit) =>
      ((await (await it.app.request('/v1/keys', init)).json()) as { items: { id: string }[] }).items.map(({ id }) => id)
    expect(await keys(owner)).toEqual(['key_demo'])
    expect((await keys(stranger)).sort()).toEqual(['key_admin', 'key_ingest', 'key_read'])
    expect((await it.app.request('/v1/keys', as('rk_read'))).status).toBe(403)
  })

  test.each(ROUTES.single)('has a %s of its own, for admins to change', async (path) => {
    const change = (init: RequestInit) => it.app.request(path, { method: 'PATCH', body: '{"concurrentCalls":3}', ...init })
    const look = async (init: RequestInit) => (await it.app.request(path, init)).json()
    const before = await look(owner)
    expect((await change(stranger)).status).toBe(200)
    expect(await look(owner)).toEqual(before)
    expect(await look(as('rk_read'))).toMatchObject({ concurrentCalls: 3 })
    for (const init of [{}, as('rk_nobody')]) expect((await it.app.request(path, init)).status).toBe(401)
    expect((await it.app.request(path, as('rk_ingest'))).status).toBe(403)
    for (const key of ['rk_ingest', 'rk_read']) expect((await change(as(key))).status).toBe(403)
  })

  test('cannot import numbers of another, nor by another’s connection, nor into the inventory of all', async () => {
    const body = `number,connection\n${ids[':number']},${DEMO.connection}\n+74950009999,${DEMO.connection}`
    const report = await it.app.request('/v1/numbers/import', { method: 'POST', ...stranger, body })
    expect(await report.json()).toMatchObject({ added: 0, refused: [{ line: 2 }, { line: 3 }] })
    expect((await it.app.request('/v1/numbers/import?shared=1', { method: 'POST', ...stranger, body })).status).toBe(403)
  })

  test('every route with a key is among those tried here', () => {
    const tried = new Set<string>([
      ...ROUTES.item,
      ...ROUTES.list,
      ...ROUTES.csv.map(([route]) => route),
      ...ROUTES.own,
      ...ROUTES.keys,
      ...ROUTES.live,
      ...ROUTES.accuracy,
      ...ROUTES.shared,
      ...ROUTES.single,
      ...ROUTES.write.map(([route]) => route),
      ...ROUTES.change.map(([, route]) => route),
    ])
    const keyed = it.app.routes
      .filter(
        ({ path, method }) => method !== 'ALL' && /^\/v1\/(?!settings|leases|beacons|hooks|amp|previews\/(open|try|targets))/.test(path),
      )
      .map(({ path }) => path)
    expect(keyed.filter((path) => !tried.has(path))).toEqual([])
  })

  test.each([...ROUTES.list, ...ROUTES.item, ...ROUTES.csv.map(([route]) => route), '/v1/live'])(
    '%s asks for a key, and for one with a role that may read',
    async (route) => {
      const path = pathWith(route, () => 'x')
      expect((await it.app.request(path)).status).toBe(401)
      expect((await it.app.request(path, as('rk_nobody'))).status).toBe(401)
      expect((await it.app.request(path, as('rk_ingest'))).status).toBe(403)
    },
  )

  test.each([...ROUTES.write.map(([route]) => route), ...ROUTES.own])('POST %s asks for the key of an admin', async (route) => {
    const path = pathWith(route, () => 'x')
    expect((await it.app.request(path, { method: 'POST' })).status).toBe(401)
    for (const key of ['rk_ingest', 'rk_read']) expect((await it.app.request(path, { method: 'POST', ...as(key) })).status).toBe(403)
  })

  test('the demo key works on the embedded default only', async () => {
    it.services.config.embedded = false
    expect((await it.app.request('/v1/calls', owner)).status).toBe(401)
    it.services.config.embedded = true
    expect((await it.app.request('/v1/calls', owner)).status).toBe(200)
  })
})

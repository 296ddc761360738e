import fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aVisit, lease, post } from './dev/aVisit.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { DEMO } from './dev/seed.ts'
import { signedHook } from './dev/signedHook.ts'
import { TEST_HOOK_SECRET } from './dev/testSecrets.ts'
import { createTestServices, type TestServices } from './dev/testServices.ts'

const VALUES: unknown[] = [
  null,
  0,
  -1,
  Number.MAX_VALUE,
  '',
  'x',
  '\u0000',
  '\ud800',
  [],
  {},
  true,
  'x'.repeat(5000),
  [[]],
  '../../etc/passwd',
  "'; drop table calls; --",
]

describe.skipIf(!hasRedisServer)('malformed input', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  async function stored(): Promise<unknown> {
    await it.settle()
    const { rows } = await it.services.db
      .execute(sql`select (select count(*) from sessions) as s, (select count(*) from session_events) as e,
      (select count(*) from leases) as l, (select count(*) from calls) as c, (select count(*) from call_events) as ce, (select count(*) from dead_letters) as d`)
    return rows
  }

  async function refused(response: Response): Promise<void> {
    const body = await response.text()
    expect(response.status, body).toBeGreaterThanOrEqual(400)
    expect(response.status, body).toBeLessThan(500)
    expect(JSON.parse(body)).toEqual({
      error: { code: expect.any(String), message: expect.any(String), requestId: expect.stringMatching(/^req_/) },
    })
  }

  test.each(['', 'null', '{', '[]', '"x"', '{"a":', '\u0000', '{"__proto__":1}', 'x'.repeat(70_000)])(
    '%j is refused by every endpoint that takes a body',
    async (body) => {
      const before = await stored()
      await refused(await post(it.app, '/v1/leases', body))
      await refused(await post(it.app, '/v1/beacons', body))
      for (const what of ['open', 'try', 'targets']) await refused(await post(it.app, `/v1/previews/${what}`, body))
      await refused(await it.app.request(`/v1/hooks/${it.connection}`, { method: 'POST', body }))
      expect(await stored()).toEqual(before)
    },
  )

  test('a lease request with any one field spoiled is refused or answered, and a refused one writes nothing', async () => {
    const fields = Object.keys(aVisit()) as (keyof ReturnType<typeof aVisit>)[]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.constantFrom(...VALUES), async (field, value) => {
        const before = await stored()
        const response = await post(it.app, '/v1/leases', { ...aVisit(), [field]: value })
        if (response.status === 200) return
        await refused(response)
        expect(await stored()).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  test('a beacon with spoiled events or token is refused and writes nothing', async () => {
    const { token } = await lease(it.app)
    const good = { token, page: aVisit().page, state: 'visible', at: Date.now() }
    const before = await stored()
    const spoiled = [
      { ...good, token: 'x' },
      { ...good, token: `${token}x` },
      { ...good, page: 'pag_' },
      { ...good, state: 'gone' },
      { ...good, at: 'now' },
      { ...good, events: [{ type: 'tap' }] },
      { ...good, events: [{ type: 'tap', id: 'x', at: 1 }] },
      { ...good, events: [{ type: 'nothing', id: '0193bfae-0000-7000-8000-000000000001', at: 1 }] },
      { ...good, events: {} },
    ]
    for (const body of spoiled) await refused(await post(it.app, '/v1/beacons', body))
    expect(await stored()).toEqual(before)
  })

  test('text that Postgres cannot hold is stored with a replacement instead of being lost', async () => {
    const { session } = await lease(it.app, { url: 'http://localhost:1/?utm_source=a\u0000b\ud800', params: { user: '\u0000' } })
    await it.settle()
    const response = await it.app.request(`/v1/sessions/${session}`, { headers: { Authorization: `Bearer ${DEMO.adminKey}` } })
    expect(await response.json()).toMatchObject({ id: session, params: { user: '\uFFFD' } })
  })

  test.each([
    '/v1/calls',
    '/v1/sessions',
    '/v1/numbers',
    '/v1/pools',
    '/v1/sites',
    '/v1/targets',
    '/v1/connections',
    '/v1/webhooks',
    '/v1/deliveries',
    '/v1/previews',
  ])('%s refuses pages and ids that are none', async (path) => {
    const init = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }
    for (const query of ['?limit=0', '?limit=x', '?cursor=x', '?cursor=%00', '?cursor=W10', '?limit=9999'])
      await refused(await it.app.request(path + query, init))
    for (const id of ['%00', 'x'.repeat(2000), '%ff', "';--", '..%2f']) await refused(await it.app.request(`${path}/${id}`, init))
  })

  test('a change with any one field spoiled is refused or done, and never a fault of ours', async () => {
    const init = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }
    const bodies = [
      ['POST', '/v1/sites', { name: 'x', options: { origins: [], lazy: true, regions: { home: null, groups: [], prefer: false } } }],
      ['PATCH', '/v1/sites/pk_demo', { name: 'Demo site', enabled: true, options: { timeout: 1200 } }],
      ['POST', '/v1/targets', { site: 'pk_demo', e164: '+74957000000', slot: 'x', text: 'x', format: 'x', destination: '+74957000000' }],
      ['PATCH', '/v1/targets/tar_demo_0', { text: null, format: null, slot: '+74951234567' }],
      [
        'POST',
        '/v1/connections',
        { provider: 'generic', name: 'x', credentials: { secret: 'x' }, settings: { country: 'RU' }, fallback: null },
      ],
      ['PATCH', '/v1/connections/con_demo', { name: 'Demo PBX', settings: {}, fallback: '+74951234567' }],
      ['POST', '/v1/webhooks', { url: 'https://hooks.company.com/', form: 'standard', events: [], sites: [] }],
      ['POST', '/v1/keys', { name: 'x', role: 'read' }],
      ['POST', '/v1/previews', { site: 'pk_demo', url: 'https://staging.company.com/', hours: 1, canAdd: false }],
      ['PUT', '/v1/accuracy/tables/current', { version: 0 }],
    ] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bodies), fc.nat(9), fc.constantFrom(...VALUES), async ([method, path, good], index, value) => {
        const fields = Object.keys(good)
        const body = JSON.stringify({ ...good, [fields[index % fields.length]!]: value })
        const response = await it.app.request(path, { method, ...init, body })
        if (response.status >= 300) await refused(response)
      }),
      { numRuns: 150 },
    )
    for (const [method, path] of bodies) {
      for (const body of ['', 'null', '[]', '{', '{"surplus":1}', 'x'.repeat(200_000)])
        await refused(await it.app.request(path, { method, ...init, body }))
    }
  })

  test.each(['dateStart=x', 'callType=4', 'isNew=maybe'])('the pull API of Mango refuses ?%s', async (query) => {
    await refused(await it.app.request(`/v1/compat/mango/calltracking/pk_demo/calls?access_token=${DEMO.adminKey}&${query}`))
  })

  test.each([
    ['multipart/form-data', 'x'],
    ['application/json', '{"key":'],
    ['application/x-www-form-urlencoded', 'key=%00%ff'],
    ['application/x-www-form-urlencoded', 'k'.repeat(5000)],
  ])('a sign-in of the type %s that is none is refused', async (type, body) => {
    const response = await it.app.request('/console/sign-in', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
  })

  test.each(['from=x', 'to=1', 'site=x', 'visitor=x', 'region=moscow', 'device=tv', 'hadCall=yes', 'source='.padEnd(300, 'x')])(
    'visits are not searched by %s',
    async (query) => {
      const init = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }
      await refused(await it.app.request(`/v1/sessions?${query}`, init))
      await refused(await it.app.request(`/v1/sessions/export?${query}`, init))
    },
  )

  test.each(['/v1/callers/x', '/v1/callers/%2B1', '/v1/callers/%00', '/v1/visitors/x', '/v1/visitors/%ff'])(
    '%s is nobody',
    async (path) => {
      const headers = { Authorization: `Bearer ${DEMO.adminKey}` }
      await refused(await it.app.request(path, { method: 'DELETE', headers }))
      await refused(await it.app.request(`${path}/export`, { headers }))
    },
  )

  test('unknown addresses and methods are refused', async () => {
    for (const path of ['/', '/v1', '/v1/leases/x', '/w/pk_nobody.js', '/w/%00.js', '/v1/settings/x', '/v2/calls'])
      await refused(await it.app.request(path))
    await refused(await it.app.request('/v1/leases'))
    await refused(await it.app.request('/v1/calls', { method: 'DELETE', headers: { Authorization: `Bearer ${DEMO.adminKey}` } }))
  })

  test('webhooks that are unsigned, stale, of no connection or of no sense are refused and write nothing', async () => {
    const before = await stored()
    const good = await signedHook({ event: 'start', call_id: 'm1', from: '+79161112233', to: '+74950001000' }, TEST_HOOK_SECRET)
    await refused(await it.app.request('/v1/hooks/con_nobody', good))
    await refused(await it.app.request(`/v1/hooks/${it.connection}`, { ...good, headers: {} }))
    await refused(await it.app.request(`/v1/hooks/${it.connection}`, await signedHook({ event: 'start', call_id: 'm1' }, 'another secret')))
    for (const body of [
      {},
      { event: 'x' },
      { event: 'start', call_id: '' },
      { event: 'end', call_id: 'm2', to: 'x' },
      { event: 'start', call_id: {}, to: [] },
    ]) {
      await refused(await it.app.request(`/v1/hooks/${it.connection}`, await signedHook(body, TEST_HOOK_SECRET)))
    }
    expect(await stored()).toEqual(before)
  })
})

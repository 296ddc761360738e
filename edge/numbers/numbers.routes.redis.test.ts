import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { E164 } from '../brands.ts'
import { sites } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

const [MOSCOW] = DEMO.targets
const POOL = { site: DEMO.siteKey, route: MOSCOW!.route }
const headers = { Authorization: `Bearer ${DEMO.adminKey}` }

/** What these routes answer, as far as it is looked into. */
interface Body {
  bound: string[]
  refused: unknown[]
  items: { id: string; number: string; active: number; to: string; cause: string }[]
  next: string | null
  numbers: { active: unknown[] }
  week: { load: unknown[] }
  forecast: { size: number }[]
  advice: unknown
}

describe.skipIf(!hasRedisServer)('/v1/numbers', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  async function post(path: string, body: unknown = '', more: Record<string, string> = {}) {
    const response = await it.app.request(path, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, replayed: response.headers.get('idempotent-replayed'), body: (await response.json()) as Body }
  }
  const get = async (path: string) => (await it.app.request(path, { headers })).json() as Promise<Body>
  const imported = async (...numbers: string[]) => {
    const { body } = await post(`/v1/numbers/import?connection=${DEMO.connection}`, numbers.join('\n'))
    expect(body).toMatchObject({ added: numbers.length, refused: [] })
    return numbers
  }

  describe('import', () => {
    const file = [
      'Number;Region;Connection',
      `+7 (495) 700-00-01;;${DEMO.connection}`,
      `+74957000002;ru-mow;${DEMO.connection}`,
      `74957000001;;${DEMO.connection}`,
      `call me;;${DEMO.connection}`,
      `+74957000003;Moscow;${DEMO.connection}`,
      `+74957000004;;con_nobody`,
      `+74957000005;;`,
      `"+74957000006`,
      '',
      `"+74957000007";"RU-MOW";"${DEMO.connection}"`,
    ].join('\r\n')
    const report = {
      added: 3,
      unchanged: 0,
      doubts: [],
      refused: [
        { line: 4, number: '+74957000001', reason: 'it is in line 2 already' },
        { line: 5, number: 'call me', reason: expect.stringContaining('number: must be an E.164 number') },
        { line: 6, number: '+74957000003', reason: 'region: must be like RU-MOW, RU or RU-TOLLFREE' },
        { line: 7, number: '+74957000004', reason: 'connection: there is no con_nobody' },
        { line: 8, number: '+74957000005', reason: 'connection: must be the id of a connection' },
        { line: 9, number: null, reason: 'its quotes do not match' },
      ],
    }

    test('a dry run reports every line that would be refused and changes nothing', async () => {
      expect((await post('/v1/numbers/import?dryRun=1', file)).body).toEqual({ dryRun: true, ...report })
      expect((await it.app.request('/v1/numbers/%2B74957000002', { headers })).status).toBe(404)
    })

    test('the rest is imported, once, as the company’s own', async () => {
      expect((await post('/v1/numbers/import', file)).body).toEqual({ dryRun: false, ...report })
      expect((await post('/v1/numbers/import', file)).body).toMatchObject({ added: 0, unchanged: 3 })
      expect(await get('/v1/numbers/%2B74957000001')).toMatchObject({
        number: '+74957000001',
        region: 'RU-MOW',
        state: 'free',
        own: true,
        history: [{ from: null, to: 'free', cause: 'import' }],
      })
    })

    test('what is exported can be imported again', async () => {
      const csv = await (await it.app.request('/v1/numbers/export', { headers })).text()
      expect(csv.split('\r\n')[0]).toBe('number,region,connection,state,site,route,source,unhealthy,since,lastUsed,own')
      const { body } = await post('/v1/numbers/import', csv)
      expect(body).toMatchObject({ added: 0, unchanged: 3 })
      expect(body.refused).toHaveLength(300)
    })

    test('only the operator fills the inventory of all companies', async () => {
      expect((await post('/v1/numbers/import?shared=1', `+74957100001,,${DEMO.connection}`)).status).toBe(403)
      it.services.config.operator = DEMO.account
      expect((await post('/v1/numbers/import?shared=1', `+74957100001,,${DEMO.connection}`)).body).toMatchObject({ added: 1 })
      it.services.config.operator = null
      // It is nobody's until it is bound.
      expect((await it.app.request('/v1/numbers/%2B74957100001', { headers })).status).toBe(404)
      expect((await post('/v1/numbers/import', `+74957100001,,${DEMO.connection}`)).body.refused).toMatchObject([
        { reason: 'number: it is in use elsewhere' },
      ])
    })
  })

  describe('bind', () => {
    test('certain numbers rotate at once, and calls to them are routed', async () => {
      const numbers = await imported('+78127000001', '+78127000002')
      expect((await post('/v1/numbers/bind', { ...POOL, numbers })).body).toEqual({ bound: numbers })
      const state = await it.services.hot.pool.state({ ...POOL, region: 'RU-SPE' as never })
      expect(state.active.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers))
      expect(await it.services.hot.numbers.find(numbers[0] as E164)).toMatchObject({ site: DEMO.siteKey, destination: MOSCOW!.e164 })
      expect((await post('/v1/numbers/bind', { ...POOL, numbers })).body).toEqual({ bound: numbers })
    })

    test('so many of a region come from the inventory, and a new region gets its visitors', async () => {
      const numbers = await imported('+73837000001', '+73837000002', '+73837000003')
      const { body } = await post('/v1/numbers/bind', { ...POOL, region: 'RU-NVS', count: 2, as: 'stock' })
      expect(body.bound).toEqual(numbers.slice(0, 2))
      expect((await it.services.hot.settings.read(DEMO.siteKey))!.settings.regions.available[MOSCOW!.route]).toContain('RU-NVS')
    })

    test('a static number is given to what it stands for, and the visit says why', async () => {
      const [number] = await imported('+74957000099')
      const wish = {
        ...POOL,
        numbers: [number],
        static: { source: 'newsletter', match: { parameter: { name: 'utm_source', value: 'letter' } } },
      }
      expect((await post('/v1/numbers/bind', wish)).body).toEqual({ bound: [number] })
      await post('/v1/numbers/bind', wish)
      const [site] = await it.services.db.select().from(sites).where(eq(sites.key, DEMO.siteKey))
      expect(site!.options.statics).toHaveLength(1)
      it.services.settings.keep((await it.services.hot.settings.read(DEMO.siteKey))!.settings)
      const visit = await lease(it.app, { url: 'http://localhost:1/?utm_source=letter&rotary_region=US-TX' })
      expect(visit.slots[0]).toMatchObject({ region: 'RU-MOW', number: { e164: number }, shared: false })
      const other = await lease(it.app, { url: 'http://localhost:1/?utm_source=other' })
      expect(other.slots[0]!.number!.e164).not.toBe(number)
      await it.settle()
      expect((await get(`/v1/sessions/${visit.session}`)).numbers).toMatchObject([{ number, how: 'static', rule: 'parameter' }])
      expect((await get(`/v1/sessions/${other.session}`)).numbers).toMatchObject([{ rule: null }])
      const back = await post(`/v1/numbers/${encodeURIComponent(number!)}/release`)
      expect(back.body).toEqual({ number, state: 'stored' })
      expect((await it.services.hot.settings.read(DEMO.siteKey))!.settings.statics).toEqual([])
      expect(await it.services.hot.numbers.find(number as E164)).toMatchObject({ state: 'stored', source: 'newsletter' })
    })

    test.each([
      [{ ...POOL }, 400],
      [{ ...POOL, numbers: [] }, 400],
      [{ ...POOL, numbers: ['x'] }, 400],
      [{ ...POOL, region: 'RU-MOW', count: 0 }, 400],
      [{ ...POOL, region: 'RU-MOW', count: 1, more: 1 }, 400],
      [{ ...POOL, route: 'rou_nobody', region: 'RU-MOW', count: 1 }, 404],
      [{ ...POOL, site: 'pk_nobody', region: 'RU-MOW', count: 1 }, 404],
      [{ ...POOL, numbers: ['+79990000000'] }, 404],
    ])('%j is refused with %i', async (wish, status) => {
      expect((await post('/v1/numbers/bind', wish)).status).toBe(status)
    })
  })

  describe('letting go', () => {
    test('a released number drains and keeps its calls, a retired one is gone', async () => {
      const [number] = (await imported('+78127000009')) as [E164]
      await post('/v1/numbers/bind', { ...POOL, numbers: [number] })
      const path = `/v1/numbers/${encodeURIComponent(number)}`
      expect((await post(`${path}/release`)).body).toEqual({ number, state: 'draining' })
      await it.settle()
      expect((await post(`${path}/release`)).body).toEqual({ number, state: 'draining' })
      expect(await it.services.hot.numbers.find(number)).toMatchObject({ state: 'draining' })
      expect((await post(`${path}/retire`)).body).toEqual({ number, state: 'retired' })
      expect((await post(`${path}/retire`)).body).toEqual({ number, state: 'retired' })
      expect(await it.services.hot.numbers.find(number)).toBeNull()
      expect((await it.services.hot.pool.state({ ...POOL, region: 'RU-SPE' as never })).draining).toEqual([])
      const { items } = await get(`${path}/history`)
      expect(items.map(({ to, cause }) => `${to} ${cause}`)).toEqual(['retired retire', 'draining rotation', 'active bind', 'free import'])
      expect((await get(`${path}/history?limit=1`)).next).toEqual(expect.any(String))
      expect((await post(`${path}/release`)).status).toBe(409)
    })

    test('a free number is bound to nobody, and the operator’s are not a company’s to retire', async () => {
      const [free] = await imported('+78127000010')
      expect((await post(`/v1/numbers/${encodeURIComponent(free!)}/release`)).status).toBe(409)
      const { items } = await get('/v1/numbers?limit=1')
      expect((await post(`/v1/numbers/${encodeURIComponent(items[0]!.number)}/retire`)).status).toBe(403)
    })
  })

  describe('a request that is sent again with its Idempotency-Key', () => {
    const wish = { ...POOL, region: 'RU-KDA', count: 1 }

    test('gets the first answer and does nothing', async () => {
      await imported('+78617000001', '+78617000002')
      const first = await post('/v1/numbers/bind', wish, { 'Idempotency-Key': 'k1' })
      const again = await post('/v1/numbers/bind', wish, { 'Idempotency-Key': 'k1' })
      expect(again).toEqual({ ...first, replayed: 'true' })
      expect((await post('/v1/numbers/bind', wish)).body).not.toEqual(first.body)
    })

    test('is refused when it is another one, or its key is none', async () => {
      expect((await post('/v1/numbers/bind', { ...wish, count: 2 }, { 'Idempotency-Key': 'k1' })).status).toBe(409)
      expect((await post('/v1/numbers/bind', wish, { 'Idempotency-Key': 'a b' })).status).toBe(400)
    })

    test('gets a refusal again, too', async () => {
      const refused = await post('/v1/numbers/bind', { ...wish, route: 'rou_x' }, { 'Idempotency-Key': 'k2' })
      expect(refused.status).toBe(404)
      expect((await post('/v1/numbers/bind', { ...wish, route: 'rou_x' }, { 'Idempotency-Key': 'k2' })).body).toEqual(refused.body)
    })

    test('is done once when both come at once', async () => {
      await imported('+78617000011', '+78617000012', '+78617000013', '+78617000014')
      const both = await Promise.all([1, 2, 3].map(() => post('/v1/numbers/bind', wish, { 'Idempotency-Key': 'k3' })))
      const bound = new Set(both.filter(({ status }) => status === 200).flatMap(({ body }) => body.bound))
      expect(bound.size).toBe(1)
      expect(both.every(({ status }) => status === 200 || status === 409)).toBe(true)
    })
  })

  describe('/v1/pools', () => {
    test('tells each pool’s state, load, forecast and advice', async () => {
      await lease(it.app)
      await it.settle()
      const { items } = await get('/v1/pools')
      const pool = items.find(({ id }) => id === `${DEMO.siteKey}.${MOSCOW!.route}.RU-MOW`)!
      expect(pool).toMatchObject({ region: 'RU-MOW', size: 10, measured: false, draining: 0, stock: 0 })
      const one = await get(`/v1/pools/${pool.id}`)
      expect(one.numbers.active.length).toBe(pool.active)
      expect(one.week.load[0]).toMatchObject({ visits: expect.any(Number), shared: 0 })
      expect(one.forecast.map(({ size }) => size)).toEqual([5, 8, 10, 13, 15, 20])
      expect(one.advice).toMatchObject({ kind: 'shrink', size: 10 })
    })

    test.each(['x', 'pk_demo', 'pk_demo.rou_x.RU-MOW', 'pk_demo.rou_demo_moscow.FR', '%00'])('there is no pool %s', async (id) => {
      expect((await it.app.request(`/v1/pools/${id}`, { headers })).status).toBe(404)
    })
  })
})

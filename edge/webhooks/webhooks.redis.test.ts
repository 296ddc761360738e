import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, WebhookId } from '../brands.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { accounts, apiKeys, webhookDeliveries, webhookEndpoints } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { raiseEvents } from '../jobs/raiseEvents.ts'
import { tellWorld } from './tellWorld.ts'

/** What the API answers, as far as the tests read it. */
interface Answer {
  id: string
  secret: string
  status: string
  items: { id: string; event: string; log: { status: number }[] }[]
}

interface Received {
  address: string
  method: string
  headers: Headers
  body: string
}

describe.skipIf(!hasRedisServer)('webhooks out', () => {
  let world: TestServices
  let received: Received[] = []
  /** What the receiver answers; by default it takes all. */
  let answer: (request: Received) => Response | Promise<Response>
  let ahead = 0
  let serial = 0

  beforeAll(async () => {
    world = await createTestServices({
      clock: () => Date.now() + ahead,
      outside: async (address, init) => {
        const { method = 'GET', headers, body } = init
        const request = { address, method, headers: new Headers(headers), body: typeof body === 'string' ? body : '' }
        received.push(request)
        return answer(request)
      },
    })
    const { db } = world.services
    await db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    await db.insert(apiKeys).values({
      id: 'key_stranger',
      accountId: 'acc_stranger' as AccountId,
      name: 'admin',
      hash: await sha256Hex('rk_stranger'),
      role: 'admin',
    })
  }, 60_000)
  afterAll(() => world.stop())
  beforeEach(() => {
    received = []
    answer = () => new Response(null, { status: 204 })
  })
  afterEach(async () => {
    await world.settle()
    await world.services.db.delete(webhookEndpoints)
  })

  const api = async (method: string, path: string, body?: object, key = DEMO.adminKey) => {
    const init = { method, headers: { Authorization: `Bearer ${key}` }, ...(body && { body: JSON.stringify(body) }) }
    const response = await world.app.request(path, init)
    return { status: response.status, body: (response.status === 204 ? null : await response.json()) as Answer }
  }
  const endpoint = async (more: object = {}) => (await api('POST', '/v1/webhooks', { url: 'https://hooks.company.com/in', ...more })).body
  const messages = () => received.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> })
  const call = async (...kinds: string[]) => {
    const number = (await lease(world.app)).slots[0]!.number!.e164
    await world.settle()
    const call_id = `hook-${serial++}`
    const from = `+7916400${String(serial).padStart(4, '0')}`
    const at = world.services.clock()
    const events: Record<string, object> = {
      start: { at },
      answered: { at: at + 8000 },
      end: { at: at + 73_000, duration: 65, status: 'answered' },
    }
    for (const event of kinds) {
      await world.app.request(
        `/v1/hooks/${DEMO.connection}/`,
        await signedHook({ event, call_id, from, to: number, ...events[event] }, TEST_HOOK_SECRET),
      )
      await world.settle()
    }
    await world.settle()
    return call_id
  }
  const raise = (cause: string) =>
    raiseEvents(world.services, [{ account: DEMO.account, type: 'pool.low', cause, data: { site: DEMO.siteKey } }])
  const later = async (ms: number) => {
    ahead += ms
    await tellWorld(world.services)
  }

  it('tell of a call as it goes, signed as Standard Webhooks say', async () => {
    const { secret } = await endpoint()
    const id = await call('start', 'answered', 'end')
    expect(
      messages()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['call.answered', 'call.ended', 'call.started'])
    for (const { method, headers, body } of received) {
      expect(method).toBe('POST')
      expect(new Webhook(secret).verify(body, Object.fromEntries(headers))).toMatchObject({ data: { externalId: id } })
    }
    const of = (type: string) => messages().find((message) => message.type === type)!.data
    expect(of('call.started')).toMatchObject({
      site: 'pk_demo',
      status: 'ringing',
      attribution: { label: 'page-open' },
      visit: { source: 'google' },
    })
    expect(of('call.ended')).toMatchObject({ status: 'answered', talkSec: 65 })
    const ids = received.map(({ headers }) => headers.get('webhook-id'))
    expect(new Set(ids).size).toBe(3)
  })

  it('tell each event once, however often the provider and the consumer say it', async () => {
    await endpoint()
    await call('start', 'start', 'end', 'end', 'start')
    await world.settle()
    expect(
      messages()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['call.answered', 'call.ended', 'call.started'])
  })

  it('go only to endpoints that want the event, of that company', async () => {
    await endpoint({ events: ['call.ended'], url: 'https://a.company.com/' })
    await endpoint({ sites: [DEMO.siteKey], url: 'https://b.company.com/' })
    await api('POST', '/v1/webhooks', { url: 'https://stranger.company.com/' }, 'rk_stranger')
    await call('start', 'end')
    expect(received.map(({ address, body }) => [address, JSON.parse(body).type]).sort()).toEqual([
      ['https://a.company.com/', 'call.ended'],
      ['https://b.company.com/', 'call.answered'],
      ['https://b.company.com/', 'call.ended'],
      ['https://b.company.com/', 'call.started'],
    ])
  })

  it('in the form of Mango are a GET with its field names', async () => {
    await endpoint({ form: 'mango', url: 'https://crm.company.com/mango?token=1', events: ['call.started', 'call.ended'] })
    await call('start', 'end')
    const [first, last] = received
      .map(({ address, method }) => ({ method, query: Object.fromEntries(new URL(address).searchParams) }))
      .sort((a, b) => Number(a.query['duration']) - Number(b.query['duration']))
    expect(first).toMatchObject({
      method: 'GET',
      query: { token: '1', callType: '1', utmSource: 'google', utmMedium: 'cpc', utmCampaign: 'windows', duration: '0' },
    })
    expect(last!.query).toMatchObject({ callStatus: '1110', duration: '65', isQuality: 'true' })
    expect(last!.query['number']).toMatch(/^7495\d{7}$/)
  })

  it('that fail are tried again by the schedule, under the same id, until they are taken', async () => {
    const { secret } = await endpoint()
    answer = () => new Response('no', { status: 500 })
    await raise('retry')
    await later(0)
    await later(4 * SECOND)
    expect(received).toHaveLength(1)
    await later(3 * SECOND)
    expect(received).toHaveLength(2)
    answer = () => new Response(null, { status: 200 })
    await later(7 * MINUTE)
    await later(DAY)
    expect(received).toHaveLength(3)
    expect(new Set(received.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
    expect(secret).toMatch(/^whsec_/)
    const { body } = await api('GET', '/v1/deliveries?status=delivered')
    expect(body.items[0]).toMatchObject({ type: 'pool.low', status: 'delivered', attempts: 3 })
    expect(body.items[0]!.log.map(({ status }: { status: number }) => status)).toEqual([500, 500, 200])
  })

  it('are left alone for as long as Retry-After asks', async () => {
    await endpoint()
    answer = () => new Response(null, { status: 429, headers: { 'retry-after': '3600' } })
    await raise('retry-after')
    await later(0)
    await later(50 * MINUTE)
    expect(received).toHaveLength(1)
    await later(11 * MINUTE)
    expect(received).toHaveLength(2)
  })

  it('that fail for days switch the endpoint off, and its owner is told', async () => {
    const { id } = await endpoint()
    const other = await endpoint({ url: 'https://other.company.com/', events: ['webhook.disabled'] })
    answer = ({ address }) => new Response(null, { status: address.includes('other') ? 200 : 503 })
    const from = new Date(world.services.clock()).toISOString()
    await raise('failing')
    for (let hours = 0; hours < 100; hours++) await later(HOUR)
    expect(received.filter(({ address }) => !address.includes('other'))).toHaveLength(10)
    const told = received.filter(({ address }) => address.includes('other')).map(({ body }) => JSON.parse(body))
    expect(told).toMatchObject([{ type: 'webhook.disabled', data: { id, reason: 'failing' } }])
    expect((await api('GET', `/v1/webhooks/${id}`)).body).toMatchObject({ enabled: false, disabledReason: 'failing' })
    expect((await api('GET', `/v1/webhooks/${other.id}`)).body).toMatchObject({ enabled: true, disabledReason: null })
    // Switched on again by its owner, and what was missed is replayed.
    answer = () => new Response(null, { status: 200 })
    expect((await api('PATCH', `/v1/webhooks/${id}`, { enabled: true })).body).toMatchObject({
      enabled: true,
      disabledReason: null,
      failingSince: null,
    })
    const range = { from, to: new Date(world.services.clock()).toISOString() }
    expect((await api('POST', `/v1/webhooks/${id}/replay`, range)).body).toEqual({ replayed: 2 })
    await later(0)
    expect(messages().at(-1)).toBeDefined()
    expect(received.filter(({ address, body }) => !address.includes('other') && JSON.parse(body).type === 'pool.low')).toHaveLength(11)
  })

  it('end at once where the receiver says that it is gone', async () => {
    const { id } = await endpoint()
    answer = () => new Response(null, { status: 410 })
    await raise('gone')
    await later(0)
    expect((await api('GET', `/v1/webhooks/${id}`)).body).toMatchObject({ enabled: false, disabledReason: 'gone' })
  })

  it('can be replayed one by one, under the same id', async () => {
    await endpoint()
    await raise('replay')
    await later(0)
    const delivery = (await api('GET', '/v1/deliveries')).body.items[0]!
    expect((await api('POST', `/v1/deliveries/${delivery.id}/replay`)).status).toBe(200)
    await expect.poll(() => received.map(({ headers }) => headers.get('webhook-id'))).toEqual([delivery.event, delivery.event])
    await expect.poll(async () => (await api('GET', `/v1/deliveries/${delivery.id}`)).body.status).toBe('delivered')
    expect((await api('GET', `/v1/deliveries/${delivery.id}`)).body).toMatchObject({ status: 'delivered', payload: { type: 'pool.low' } })
  })

  it('are signed by both secrets during a rotation, and by the new one alone after it', async () => {
    const { id, secret: old } = await endpoint()
    const rotated = await api('POST', `/v1/webhooks/${id}/rotate`, { overlapHours: 2 })
    expect(rotated.body.secret).toMatch(/^whsec_/)
    await raise('rotation')
    await later(0)
    const verify = (secret: string, { body, headers }: Received) => {
      const told = { ...Object.fromEntries(headers), 'webhook-timestamp': headers.get('webhook-timestamp')! }
      const at = new Date(Number(told['webhook-timestamp']) * 1000)
      return headers
        .get('webhook-signature')!
        .split(' ')
        .includes(new Webhook(secret).sign(headers.get('webhook-id')!, at, body))
    }
    expect([old, rotated.body.secret].map((secret) => verify(secret, received[0]!))).toEqual([true, true])
    await raise('rotated')
    await later(3 * HOUR)
    expect([old, rotated.body.secret].map((secret) => verify(secret, received.at(-1)!))).toEqual([false, true])
  })

  it.each([
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'http://hooks.company.com/',
    'ftp://company.com/',
    'x',
  ])('are refused for the address %s', async (url) => {
    expect(await api('POST', '/v1/webhooks', { url })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_body', message: expect.stringContaining('url') } },
    })
  })

  it('that were claimed by an isolate that was killed are attempted again', async () => {
    await endpoint()
    await raise('killed')
    await later(0)
    const claimed = { status: 'pending' as const, nextAt: new Date(world.services.clock() + MINUTE), deliveredAt: null }
    await world.services.db.update(webhookDeliveries).set(claimed).where(eq(webhookDeliveries.status, 'delivered'))
    received = []
    await later(0)
    expect(received).toHaveLength(0)
    await later(MINUTE + SECOND)
    expect(received.length).toBeGreaterThan(0)
  })

  it('never show a secret again', async () => {
    const { id, secret } = await endpoint()
    for (const path of ['/v1/webhooks', `/v1/webhooks/${id}`]) expect(JSON.stringify((await api('GET', path)).body)).not.toContain(secret)
    const [row] = await world.services.db
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.id, id as WebhookId))
    expect(JSON.stringify(row)).not.toContain(secret.slice(6))
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { E164, RegionCode } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import { BROWSER, ORIGIN, lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { poolId } from '../pools/poolId.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

const TARGET = DEMO.targets[0]!.e164
const CACHE = 'https://example-com.cdn.ampproject.org'

describe.skipIf(!hasRedisServer)('amp-call-tracking', () => {
  let at: TestServices
  beforeAll(async () => {
    at = await createTestServices()
  })
  afterAll(() => at.stop())

  async function ask(query: Record<string, string> = {}, { origin = ORIGIN, site = 'pk_demo', agent = BROWSER } = {}) {
    const search = new URLSearchParams({ target: TARGET.slice(1), url: `${ORIGIN}/amp?rotary_region=RU-MOW&utm_source=yandex`, ...query })
    const response = await at.app.request(`/v1/amp/${site}?${search}`, { headers: { Origin: origin, 'User-Agent': agent } })
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as { phoneNumber: string; formattedPhoneNumber: string },
    }
  }

  test('gives a number in the form that the element wants, readable by the page that asked', async () => {
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(body.phoneNumber).toMatch(/^\+7495\d{7}$/)
    expect(body.phoneNumber).not.toBe(TARGET)
    expect(body.formattedPhoneNumber).toMatch(/^8 \(495\) \d{3}-\d\d-\d\d$/)
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  test('an AMP cache asks for the publisher that it names', async () => {
    const { headers, body } = await ask({ __amp_source_origin: ORIGIN }, { origin: CACHE })
    expect(body.phoneNumber).not.toBe(TARGET)
    expect(headers.get('access-control-allow-origin')).toBe(CACHE)
    expect(headers.get('amp-access-control-allow-source-origin')).toBe(ORIGIN)
  })

  test.each([
    ['a page of somebody else', {}, { origin: 'https://evil.example' }],
    ['a cache that serves somebody else', { __amp_source_origin: 'https://evil.example' }, { origin: CACHE }],
    ['a look-alike of a cache', { __amp_source_origin: ORIGIN }, { origin: 'https://cdn.ampproject.org.evil.example' }],
    ['a bot', {}, { agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['a number that is not of this site', { target: '+74990000000' }, {}],
  ])('%s keeps its own number', async (_what, query, from) => {
    const { status, body } = await ask(query, from)
    expect(status).toBe(200)
    expect(body.phoneNumber).toBe((query as { target?: string }).target ?? TARGET)
  })

  test('a visitor whose client id AMP tells has one number on all pages', async () => {
    const numbers = [await ask({ cid: 'amp-one' }), await ask({ cid: 'amp-one' }), await ask({ cid: 'amp-two' })].map(
      ({ body }) => body.phoneNumber,
    )
    expect(numbers[1]).toBe(numbers[0])
    expect(numbers[2]).not.toBe(numbers[0])
  })

  test('the number is held for 30 minutes, for no beacon will come', async () => {
    const { body } = await ask({ cid: 'holder' })
    const ref = { site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-MOW' as RegionCode }
    const { active } = await at.services.hot.pool.state(ref)
    const { score } = active.find(({ number }) => number === body.phoneNumber)!
    expect(Math.abs(score - Date.now() - 30 * MINUTE)).toBeLessThan(MINUTE)
    const told = await at.app.request(`/v1/pools/${poolId(ref)}`, { headers: { Authorization: `Bearer ${DEMO.adminKey}` } })
    const { numbers } = (await told.json()) as { numbers: { active: { number: string; held: boolean; waits: boolean }[] } }
    expect(numbers.active.find(({ number }) => number === body.phoneNumber)).toMatchObject({ held: true, waits: false })
    const other = await lease(at.app, { url: `${ORIGIN}/?rotary_region=RU-MOW` })
    expect(other.slots[0]!.number?.e164).not.toBe(body.phoneNumber)
  })

  test('a static number of the source goes before the pool, and nothing is taken for it', async () => {
    const { settings } = at.services
    const number = '+74950009999' as E164
    const statics = [{ number, region: 'RU-MOW' as RegionCode, route: DEMO.targets[0]!.route, match: { source: 'newsletter' } }]
    const withStatic: typeof settings.of = async (...args) => {
      const known = await settings.of(...args)
      return known && { ...known, statics }
    }
    Object.assign(at.services, { settings: { ...settings, of: withStatic } })
    const { body } = await ask({ url: `${ORIGIN}/amp?rotary_region=RU-MOW&utm_source=newsletter&utm_medium=email` })
    const elsewhere = await ask({ url: `${ORIGIN}/amp?rotary_region=RU-MOW&utm_source=other&utm_medium=email` })
    Object.assign(at.services, { settings })
    expect(body.phoneNumber).toBe(number)
    expect(elsewhere.body.phoneNumber).not.toBe(number)
  })

  test('the visit is recorded with its source', async () => {
    await at.settle()
    const response = await at.app.request('/v1/sessions?limit=100', { headers: { Authorization: `Bearer ${DEMO.adminKey}` } })
    const { items } = (await response.json()) as { items: Record<string, unknown>[] }
    expect(JSON.stringify(items)).toContain('yandex')
  })

  test.each([
    ['no such site', {}, 'pk_nobody', 404],
    ['no site key at all', {}, '..%2f', 404],
    ['a target that is no number', { target: '12' }, 'pk_demo', 400],
  ])('%s is refused', async (_what, query, site, status) => {
    expect((await ask(query, { site })).status).toBe(status)
  })
})

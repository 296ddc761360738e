import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('the console', () => {
  let it: TestServices
  let cookie = ''
  beforeAll(async () => {
    it = await createTestServices()
    await lease(it.app)
    await it.settle()
    const answer = await signIn(DEMO.adminKey)
    cookie = answer.headers.get('set-cookie')!.split(';')[0]!
  }, 60_000)
  afterAll(() => it.stop())

  const signIn = (key: string) =>
    it.app.request('/console/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ key }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
  const page = async (path: string, init: RequestInit = { headers: { Cookie: cookie } }) => {
    const response = await it.app.request(path, init)
    return { status: response.status, html: await response.text(), headers: response.headers }
  }

  test.each(['/console', '/console/live', '/console/regions', '/console/previews'])(
    'leads who has not signed in from %s to the sign-in page',
    async (path) => {
      const { status, headers } = await page(path, {})
      expect([status, headers.get('location')]).toEqual([302, '/console/sign-in'])
      expect((await page(path, { headers: { Cookie: `${cookie}x` } })).status).toBe(302)
    },
  )

  test('lets nobody in with a wrong key', async () => {
    expect((await signIn('rk_nobody')).status).toBe(401)
  })

  test('shows the visit under a policy that runs nothing of others', async () => {
    const { html, headers } = await page('/console')
    expect(html).toContain('google / cpc')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  })

  test('shows numbers and shares by region, and what decides an address', async () => {
    const { status, html } = await page('/console/regions')
    expect(status).toBe(200)
    expect(html).toContain('<td>RU-MOW</td>')
    expect(html).toContain('1 (100 %)')
    expect((await page('/console/regions?ip=203.0.113.7')).html).toContain('decided by')
    expect((await page('/console/regions?ip=<script>')).html).toContain('neither an IPv4 nor an IPv6 address')
    expect((await page('/console/regions?ip=<script>')).html).not.toContain('<script>')
  })
})

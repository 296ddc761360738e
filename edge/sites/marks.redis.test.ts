import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aVisit, BROWSER, ORIGIN } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('a site with marks of its own', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  })
  afterAll(() => it.stop())

  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    it.app.request(path, {
      method,
      headers: { Authorization: `Bearer ${DEMO.adminKey}`, Origin: ORIGIN, 'User-Agent': BROWSER, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })

  test('tells visits apart by them as soon as they are set, and no longer once they are taken back', async () => {
    const visit = async () => {
      const lease = await ask('POST', '/v1/leases', aVisit({ url: `${ORIGIN}/?src=flyer&kind=print`, referrer: '' }))
      const { session } = (await lease.json()) as { session: string }
      await it.settle()
      const answer = await ask('GET', `/v1/sessions/${session}`)
      return (await answer.json()) as { source: string; medium: string }
    }
    const set = await ask('PATCH', `/v1/sites/${DEMO.siteKey}`, { options: { marks: { source: ['src', 'from_where'], medium: ['kind'] } } })
    expect(set.status).toBe(200)
    expect(await visit()).toMatchObject({ source: 'flyer', medium: 'print' })
    expect((await ask('PATCH', `/v1/sites/${DEMO.siteKey}`, { options: { marks: null } })).status).toBe(200)
    expect(await visit()).toMatchObject({ source: '(direct)' })
  })

  test.each([{ source: ['a b'] }, { source: 'src' }, { sources: ['src'] }, { term: Array.from({ length: 21 }, () => 'x') }])(
    'is not given %j',
    async (marks) => {
      expect((await ask('PATCH', `/v1/sites/${DEMO.siteKey}`, { options: { marks } })).status).toBe(400)
    },
  )
})

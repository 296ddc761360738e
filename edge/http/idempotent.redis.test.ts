import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('answers kept for an Idempotency-Key', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  async function post(path: string, body: object, key: string) {
    const headers = { Authorization: `Bearer ${DEMO.adminKey}`, 'Idempotency-Key': key }
    const response = await it.app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return {
      status: response.status,
      replayed: response.headers.get('idempotent-replayed'),
      body: (await response.json()) as Record<string, string>,
    }
  }

  async function table(): Promise<string> {
    const { rows } = await it.services.db.execute(sql`select t::text as row from idempotency_keys t`)
    return rows.map(({ row }) => String(row)).join('\n')
  }

  test.each([
    ['webhook', '/v1/webhooks', { url: 'https://hooks.company.com/' }, 'secret'],
    ['site', '/v1/sites', { name: 'Shop' }, 'secret'],
    ['key', '/v1/keys', { name: 'CRM', role: 'read' }, 'key'],
  ])('show the secret of a new %s again, which stands nowhere in the table', async (what, path, wish, field) => {
    const first = await post(path, wish, `new-${what}`)
    expect(first).toMatchObject({ status: 201, replayed: null })
    const secret = first.body[field]!
    expect(secret.length).toBeGreaterThan(20)
    expect(await post(path, wish, `new-${what}`)).toEqual({ ...first, replayed: 'true' })
    expect(await table()).not.toContain(secret)
    expect(await table()).not.toContain(first.body['id'])
  })

  test('show a rotated secret again', async () => {
    const { body } = await post('/v1/webhooks', { url: 'https://hooks.company.com/two' }, 'two')
    const first = await post(`/v1/webhooks/${body['id']}/rotate`, {}, 'rotated')
    expect(await post(`/v1/webhooks/${body['id']}/rotate`, {}, 'rotated')).toEqual({ ...first, replayed: 'true' })
    expect(await table()).not.toContain(first.body['secret'])
  })

  test('do not open under another key, nor without their master key: then the repetition is refused, and not done again', async () => {
    const wish = { name: 'Other', role: 'read' }
    await post('/v1/keys', wish, 'moved')
    await it.services.db.execute(sql`update idempotency_keys set sealed = other.sealed
      from idempotency_keys other where idempotency_keys.key = 'moved' and other.key = 'new-key'`)
    const answer = await post('/v1/keys', wish, 'moved')
    expect(answer.status).toBe(409)
    expect(JSON.stringify(answer.body)).toContain('cannot be shown again')
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deadLetters } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { takeNote } from './takeNote.ts'

const headers = { Authorization: `Bearer ${DEMO.adminKey}` }

describe.skipIf(!hasRedisServer)('an entry that cannot be stored', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())
  const letters = async () =>
    ((await (await it.app.request('/v1/dead-letters', { headers })).json()) as { items: { id: string; reason: string }[] }).items

  test('does not keep others waiting, is listed with its reason, and replayed in vain or with success', async () => {
    const { outbox } = it.services.hot
    await outbox.append(DEMO.siteKey, [{ kind: 'events', body: '{"session":' }])
    const visit = await lease(it.app)
    await it.settle()
    expect((await it.app.request(`/v1/sessions/${visit.session}`, { headers })).status).toBe(200)
    const [letter] = await letters()
    expect(letter!.reason).toContain('JSON')

    const replay = () => it.app.request(`/v1/dead-letters/${letter!.id}/replay`, { method: 'POST', headers })
    const refused = await replay()
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: 'conflict' } }])
    expect(await letters()).toHaveLength(1)

    const event = { id: '0193bfae-0000-7000-8000-000000000009', type: 'page', at: Date.now(), url: '' }
    const mended = JSON.stringify({ session: visit.session, page: 'pag_00000000', events: [event] })
    const [row] = await it.services.db.query.deadLetters.findMany()
    await it.services.db.update(deadLetters).set({ body: { ...(row!.body as object), body: mended } })
    expect(await (await replay()).json()).toEqual({ stored: true })
    expect(await letters()).toEqual([])
    expect(await (await it.app.request(`/v1/sessions/${visit.session}`, { headers })).json()).toMatchObject({ pageViews: 1 })
    expect((await replay()).status).toBe(404)
  })

  test('is kept too when it came by the queue, since Redis was down', async () => {
    await takeNote(it.services, { kind: 'note', site: DEMO.siteKey, id: 'request-1', at: Date.now(), note: 'visit', body: '{' })
    const [letter] = await letters()
    expect(letter!.id).toMatch(/^pk_demo\.\d+-request-1$/)
    expect((await it.app.request(`/v1/dead-letters/${letter!.id}`, { method: 'DELETE', headers })).status).toBe(204)
    expect(await letters()).toEqual([])
  })
})

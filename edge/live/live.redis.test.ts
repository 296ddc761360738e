import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from '../brands.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { accounts, apiKeys } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('the live stream', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
    await it.services.db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    await it.services.db
      .insert(apiKeys)
      .values({ id: 'key_stranger', accountId: 'acc_stranger' as AccountId, name: 'x', hash: await sha256Hex('rk_stranger'), role: 'read' })
  }, 60_000)
  afterAll(() => it.stop())

  const as = (key: string) => ({ Authorization: `Bearer ${key}` })
  interface Told {
    id: string
    event: string
    data: Record<string, unknown>
  }
  /** Listens until `enough`; gives what was told. */
  async function listen(
    path: string,
    headers: Record<string, string>,
    enough: (told: Told[]) => boolean,
    meanwhile?: () => Promise<unknown>,
  ): Promise<Told[]> {
    const response = await it.app.request(path, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const told: Told[] = []
    const acting = meanwhile?.()
    while (!enough(told)) {
      const { value = '', done } = await reader.read()
      if (done) break
      for (const block of value.split('\n\n')) {
        const [, id] = /^id: (.*)$/m.exec(block) ?? []
        const [, event] = /^event: (.*)$/m.exec(block) ?? []
        const [, data] = /^data: (.*)$/m.exec(block) ?? []
        if (id && event && data) told.push({ id, event, data: JSON.parse(data) })
      }
    }
    await reader.cancel()
    await acting
    return told
  }
  const visitAndCall = async (call_id: string) => {
    const answer = await lease(it.app)
    await it.settle()
    const to = answer.slots[0]!.number!.e164
    await it.app.request(
      `/v1/hooks/${DEMO.connection}/`,
      await signedHook({ event: 'start', call_id, from: '+79161112233', to }, TEST_HOOK_SECRET),
    )
    await it.settle()
    return answer
  }
  const has = (event: string) => (told: Told[]) => told.some((one) => one.event === event)

  test('tells of a visit, its number and its call as they happen, and goes on where it was', async () => {
    const told = await listen('/v1/live', as(DEMO.adminKey), has('call.started'), () => visitAndCall('live-1'))
    expect(new Set(told.map(({ event }) => event))).toEqual(new Set(['session', 'lease', 'call.started']))
    expect(told.find(({ event }) => event === 'call.started')!.data).toMatchObject({ externalId: 'live-1', status: 'ringing' })
    await visitAndCall('live-2')
    const later = await listen('/v1/live', { ...as(DEMO.adminKey), 'Last-Event-ID': told.at(-1)!.id }, (all) =>
      all.some(({ data }) => data['externalId'] === 'live-2'),
    )
    expect(later.map(({ data }) => data['externalId'])).toContain('live-2')
  })

  test('is opened by a ticket, which ends after a minute', async () => {
    const { ticket } = (await (await it.app.request('/v1/live/tickets', { method: 'POST', headers: as(DEMO.adminKey) })).json()) as {
      ticket: string
    }
    const response = await it.app.request(`/v1/live?ticket=${ticket}`)
    expect(response.status).toBe(200)
    await response.body!.cancel()
    for (const bad of [`${ticket}x`, ticket.replace('key_demo', 'key_other'), 'x', '', ticket.replace(/\.\d{13}\./, '.9999999999999.')]) {
      expect((await it.app.request(`/v1/live?ticket=${bad}`)).status).toBe(401)
    }
    const { clock } = it.services
    it.services.clock = () => clock() + 61_000
    expect((await it.app.request(`/v1/live?ticket=${ticket}`)).status).toBe(401)
    it.services.clock = clock
  })

  test('is opened by the cookie of the console', async () => {
    const signedIn = await it.app.request('/console/sign-in', { method: 'POST', body: new URLSearchParams({ key: DEMO.adminKey }) })
    const [cookie] = signedIn.headers.get('set-cookie')!.split(';')
    const response = await it.app.request('/v1/live', { headers: { cookie: cookie! } })
    expect(response.status).toBe(200)
    await response.body!.cancel()
    expect((await it.app.request('/v1/live')).status).toBe(401)
  })

  test('tells nobody of another account', async () => {
    const response = await it.app.request('/v1/live', { headers: as('rk_stranger') })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const reading = (async () => {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        text += value
      }
    })()
    await listen('/v1/live', as(DEMO.adminKey), has('call.started'), () => visitAndCall('live-3'))
    await reader.cancel()
    await reading
    expect(text).toBe('retry: 2000\n\n')
  })
})

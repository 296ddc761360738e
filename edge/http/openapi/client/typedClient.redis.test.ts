import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lease } from '../../../dev/aVisit.ts'
import { hasRedisServer } from '../../../dev/redis/startTestRedis.ts'
import { DEMO } from '../../../dev/seed.ts'
import { signedHook } from '../../../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../../../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../../../dev/testServices.ts'
import { typedClient } from './typedClient.ts'

describe.skipIf(!hasRedisServer)('a client made of the API’s document', () => {
  let it: TestServices
  let api: ReturnType<typeof typedClient>
  beforeAll(async () => {
    it = await createTestServices()
    api = typedClient((path, init) => it.app.request(path, init), DEMO.adminKey)
  }, 60_000)
  afterAll(() => it.stop())

  test('sets up a company: site, target, telephony, keys, webhooks', async () => {
    const site = await api('post', '/v1/sites', { body: { name: 'Shop', options: { origins: ['https://shop.company.com'], lazy: true } } })
    expect(site).toMatchObject({ status: 201, data: { name: 'Shop', version: 1, enabled: true } })
    const { key } = site.data
    const target = await api('post', '/v1/targets', { body: { site: key, e164: '+74957770001' } })
    expect(target).toMatchObject({ status: 201, data: { destination: '+74957770001', slot: '+74957770001' } })
    const seen = (await (await it.app.request(`/v1/settings/${key}`)).json()) as object
    expect(seen).toMatchObject({ lazy: true, targets: [{ e164: '+74957770001' }] })

    const moved = await api('patch', '/v1/targets/{id}', { path: { id: target.data.id }, body: { destination: '+74957770002' } })
    expect(moved.data).toMatchObject({ destination: '+74957770002', route: target.data.route })
    await api('patch', '/v1/sites/{site}', { path: { site: key }, body: { enabled: false, options: { lazy: false } } })
    expect(await (await it.app.request(`/v1/settings/${key}`)).json()).toMatchObject({ enabled: false, lazy: false })
    const wrong = await api('post', '/v1/targets', { body: { site: key, e164: '+74957770003', destination: '+78091234567' } })
    expect(wrong.status).toBe(400)
    // Words that are none would be found at every place of a page.
    const wordless = await api('patch', '/v1/targets/{id}', { path: { id: target.data.id }, body: { text: ' - ' } })
    expect(wordless).toMatchObject({ status: 400, data: { error: { message: expect.stringContaining('must have a letter or a digit') } } })

    const connection = await api('post', '/v1/connections', {
      body: { provider: 'generic', name: 'PBX', credentials: { secret: 'secret of the exchange' } },
    })
    expect(connection.data.url).toBe(`http://edge.test/v1/hooks/${connection.data.id}`)
    expect(JSON.stringify(connection.data)).not.toContain('secret of the exchange')
    const hook = await signedHook({ event: 'end', call_id: 'x', from: '+79161112233', to: '+74957770001' }, 'secret of the exchange')
    expect((await it.app.request(`/v1/hooks/${connection.data.id}/`, hook)).status).toBe(200)

    const made = await api('post', '/v1/keys', { body: { name: 'reader', role: 'read' } })
    expect((await it.app.request('/v1/calls', { headers: { Authorization: `Bearer ${made.data.key}` } })).status).toBe(200)
    expect((await api('delete', '/v1/keys/{id}', { path: { id: made.data.id } })).status).toBe(204)
    expect((await it.app.request('/v1/calls', { headers: { Authorization: `Bearer ${made.data.key}` } })).status).toBe(401)
    expect((await api('delete', '/v1/keys/{id}', { path: { id: 'key_demo' } })).status).toBe(409)
  })

  test('reads calls and says who brought them', async () => {
    const { slots, session } = await lease(it.app)
    await it.settle()
    const to = slots[0]!.number!.e164
    const { services } = it
    const at = services.clock() + 40_000
    await it.app.request(
      `/v1/hooks/${DEMO.connection}/`,
      await signedHook({ event: 'start', call_id: 'typed', from: '+79161234567', to, at }, TEST_HOOK_SECRET),
    )
    await it.settle()
    const found = await api('get', '/v1/calls', { query: { caller: '+79161234567' } })
    const [call] = found.data.items
    expect(call).toMatchObject({ externalId: 'typed', status: 'ringing' })
    const corrected = await api('put', '/v1/calls/{id}/attribution/correction', {
      path: { id: call!.id },
      body: { session, note: 'He said so' },
    })
    expect(corrected.data.correction).toMatchObject({ session, note: 'He said so' })
    const { data } = await api('get', '/v1/calls/{id}/attribution', { path: { id: call!.id } })
    expect(data.explanation.ru).toMatch(/^Исправлено человеком/)
  })

  test('reads calls as Mango Office gives them', async () => {
    const answer = await it.app.request(`/v1/compat/mango/calltracking/pk_demo/calls.json?access_token=${DEMO.adminKey}`)
    const calls = (await answer.json()) as Record<string, unknown>[]
    expect(calls[0]).toMatchObject({ callerNumber: '79161234567', isDuplicate: false, duration: 0, isNew: true })
    const csv = await it.app.request(`/v1/compat/mango/calltracking/pk_demo/calls.csv?access_token=${DEMO.adminKey}&callType=2`)
    expect((await csv.text()).trimEnd()).toMatch(/^callId,dateStart,[^\r\n]*,customParam$/)
  })

  test('makes, lists and revokes a preview link', async () => {
    const link = await api('post', '/v1/previews', { body: { site: DEMO.siteKey, url: 'https://staging.company.com/', hours: 1 } })
    expect(link).toMatchObject({ status: 201, data: { url: expect.stringMatching(/#rotary=/) } })
    const { data } = await api('get', '/v1/previews', {})
    expect(data.items[0]).toMatchObject({ id: link.data.id, host: 'staging.company.com', state: 'open', canAdd: false })
    expect((await api('delete', '/v1/previews/{id}', { path: { id: link.data.id } })).status).toBe(204)
    const checked = await api('post', '/v1/previews/check', { body: { site: DEMO.siteKey, url: 'https://www.company.com/' } })
    expect(checked.data).toMatchObject({ kind: 'problem', reason: 'not-of-the-site' })
  })
})

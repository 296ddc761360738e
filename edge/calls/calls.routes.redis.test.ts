import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET } from '../dev/testSecrets.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

/** What the API answers, as far as the tests read it. */
interface Answer {
  items: { id: string; externalId: string; attribution: { session: string } }[]
  explanation: { en: string; ru: string }
  candidates: object[]
}

describe.skipIf(!hasRedisServer)('/v1/calls', () => {
  let world: TestServices
  const calls: Record<string, { id: string; session: string }> = {}
  beforeAll(async () => {
    // Nobody calls in the second in which the number is shown.
    world = await createTestServices({ clock: () => Date.now() + 40_000 })
    const visitors = {
      google: await lease(world.app, { params: { user: '42', plan: 'gold' } }),
      yandex: await lease(world.app, {
        url: 'http://localhost:1/?utm_source=yandex&utm_medium=cpc&rotary_region=RU-SPE',
        params: { user: '7' },
      }),
    }
    await world.settle()
    for (const [name, visitor] of Object.entries(visitors)) {
      const to = visitor.slots[0]!.number!.e164
      const from = name === 'google' ? '+79161230001' : '+79161230002'
      const at = world.services.clock()
      for (const event of [
        { event: 'start', at },
        { event: 'end', at: at + 73_000, duration: 65, status: 'answered' },
      ]) {
        await world.app.request(`/v1/hooks/${DEMO.connection}/`, await signedHook({ call_id: name, from, to, ...event }, TEST_HOOK_SECRET))
      }
      await world.settle()
    }
    for (const item of (await api('GET', '/v1/calls')).body.items)
      calls[item.externalId] = { id: item.id, session: item.attribution.session }
  }, 60_000)
  afterAll(() => world.stop())

  const api = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { Authorization: `Bearer ${DEMO.adminKey}` }, ...(body && { body: JSON.stringify(body) }) }
    const response = await world.app.request(path, init)
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const found = async (query: string) => {
    const { items } = (await api('GET', `/v1/calls?${query}`)).body
    return items.map(({ externalId }: { externalId: string }) => externalId).sort()
  }

  it.each([
    ['', ['google', 'yandex']],
    ['source=yandex', ['yandex']],
    ['caller=%2B79161230001', ['google']],
    ['param.user=42', ['google']],
    ['param.user=42&param.plan=silver', []],
    ['region=RU-SPE&status=answered', ['yandex']],
    ['answered=false', []],
    ['attributed=true&spam=false', ['google', 'yandex']],
    ['attributed=false', []],
    ['from=2020-01-01T00:00:00Z&to=2021-01-01', []],
    ['from=2020-01-01&site=pk_demo', ['google', 'yandex']],
    ['tag=vip', []],
    ["source=';--", []],
  ])('?%s finds %j', async (query, names) => {
    expect(await found(query)).toEqual(names)
  })

  it.each(['from=yesterday', 'status=x', 'caller=1', 'spam=maybe', 'session=x', 'site=x', 'region=x'])('?%s is refused', async (query) => {
    expect(await api('GET', `/v1/calls?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'invalid_query' } } })
  })

  it('take tags, a note, a value and a verdict on spam, and tell of it', async () => {
    const { id } = calls['google']!
    const change = { tags: ['vip', 'repeat'], note: 'Asked for windows', value: 1500.5, spamVerdict: true }
    expect((await api('PATCH', `/v1/calls/${id}`, change)).body).toMatchObject(change)
    expect(await found('tag=vip')).toEqual(['google'])
    expect(await found('spam=true')).toEqual(['google'])
    expect((await api('PATCH', `/v1/calls/${id}`, { note: null, spamVerdict: null })).body).toMatchObject({
      note: null,
      value: 1500.5,
      spamVerdict: null,
    })
    for (const wrong of [{ status: 'busy' }, { tags: 'x' }, { value: '1' }, { tags: [''] }, { note: 1 }]) {
      expect((await api('PATCH', `/v1/calls/${id}`, wrong)).status).toBe(400)
    }
  })

  it('explain in both languages who brought a call', async () => {
    const { body } = await api('GET', `/v1/calls/${calls['google']!.id}/attribution`)
    expect(body.explanation.en).toMatch(/sure: this visitor had the page with the number open/)
    expect(body.explanation.ru).toMatch(/^Уверенность .* %: посетитель держал страницу/)
    expect(body.candidates[0]).toMatchObject({ session: calls['google']!.session, visit: { source: 'google' } })
  })

  it('are corrected by a person, apart from the rule, and back', async () => {
    const { google, yandex } = calls
    const told = async () => {
      const { rows } = await world.services.db.execute<{ data: object }>(
        `select data from events where type = 'call.attributed' order by at desc, id desc limit 1`,
      )
      return rows[0]!.data
    }
    const path = `/v1/calls/${google!.id}/attribution/correction`
    const corrected = await api('PUT', path, { session: yandex!.session, note: 'He said so' })
    expect(corrected.body).toMatchObject({
      attribution: { session: google!.session },
      correction: { session: yandex!.session, note: 'He said so', by: 'key_demo' },
      visit: { source: 'yandex' },
    })
    expect(await told()).toMatchObject({
      old: { session: google!.session },
      new: { session: yandex!.session, label: 'corrected' },
      by: 'key_demo',
    })
    expect(await found('source=yandex')).toEqual(['google', 'yandex'])
    expect((await api('GET', `/v1/calls/${google!.id}/attribution`)).body.explanation.ru).toMatch(
      /^Исправлено человеком: звонок привёл другой визит/,
    )
    expect((await api('PUT', path, { session: null, source: 'Newspaper' })).body).toMatchObject({
      correction: { session: null, source: 'Newspaper' },
      visit: null,
    })
    expect(await found('source=Newspaper')).toEqual(['google'])
    const undone = await api('DELETE', path)
    expect(undone.body).toMatchObject({ attribution: { session: google!.session }, correction: null, visit: { source: 'google' } })
    expect(await told()).toMatchObject({ old: { source: 'Newspaper' }, new: { session: google!.session } })
    expect((await api('PUT', path, { session: `ses_${'0'.repeat(32)}` })).status).toBe(400)
  })

  it('are exported as CSV and NDJSON with the same filters', async () => {
    const text = async (query: string) =>
      (await world.app.request(`/v1/calls/export?${query}`, { headers: { Authorization: `Bearer ${DEMO.adminKey}` } })).text()
    const [head, ...rows] = (await text('')).trimEnd().split('\r\n')
    expect(head).toMatch(/^id,startedAt,/)
    expect(rows).toHaveLength(2)
    expect((await text('source=google')).trimEnd().split('\r\n')[1]).toContain('+79161230001')
    const lines = (await text('format=ndjson')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).externalId).sort()).toEqual(['google', 'yandex'])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { E164, RegionCode } from './brands.ts'
import type { BeaconAnswer, BeaconRequest, LeaseAnswer } from './contract.ts'
import { aVisit, lease, post } from './dev/aVisit.ts'
import { demoNumbers } from './dev/demoNumbers.ts'
import { hasRedisServer } from './dev/redis/startTestRedis.ts'
import { signedHook } from './dev/signedHook.ts'
import { DEMO } from './dev/seed.ts'
import { TEST_HOOK_SECRET } from './dev/testSecrets.ts'
import { createTestServices, type TestServices } from './dev/testServices.ts'

const admin = { Authorization: `Bearer ${DEMO.adminKey}` }

interface Answer {
  items: { externalId: string; visit: { source: string }; attribution: { session: string } }[]
  numbers: { number: string }[]
  events: unknown[]
}

describe.skipIf(!hasRedisServer)('the loop', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  const get = async (path: string) => (await it.app.request(path, { headers: admin })).json() as Promise<Answer>
  const beacon = async (answer: LeaseAnswer, over: Partial<BeaconRequest> = {}) =>
    (await (
      await post(it.app, '/v1/beacons', { token: answer.token, page: aVisit().page, state: 'visible', at: Date.now(), ...over })
    ).json()) as BeaconAnswer
  const call = async (number: string, externalId: string, event: object) =>
    it.app.request(
      `/v1/hooks/${it.connection}`,
      await signedHook({ call_id: externalId, from: '+79161112233', to: number, ...event }, TEST_HOOK_SECRET),
    )

  test('a visitor gets a number of his region in its national and international form', async () => {
    const answer = await lease(it.app)
    expect(answer.reason).toBe('leased')
    const [slot] = answer.slots
    expect(slot).toMatchObject({ target: '+74951234567', reason: 'leased', region: 'RU-MOW', shared: false })
    expect(slot!.number!.national).toMatch(/^8 \(495\) \d{3}-\d\d-\d\d$/)
    expect(answer.safeUntil).toBeGreaterThan(30_000)
    expect(answer.token).toBeTruthy()
  })

  test.each([
    ['US-TX', 'US-TX'],
    ['RU-MOS', 'RU-MOW'],
    ['RU-TOM', 'RU-TOLLFREE'],
  ])('a visitor of %s gets a number of %s', async (asked, given) => {
    const { slots } = await lease(it.app, { url: `http://localhost:1/?rotary_region=${asked}` })
    expect(slots[0]!.region).toBe(given as RegionCode)
  })

  test('two live visitors never get the same number while unused ones remain', async () => {
    const inRegion = demoNumbers(DEMO.targets.map((target) => target.route)).filter(
      ({ region, routeId }) => region === 'RU-SPE' && routeId === DEMO.targets[0]!.route,
    ).length
    const url = 'http://localhost:1/?rotary_region=RU-SPE'
    const answers = await Promise.all(Array.from({ length: inRegion }, () => lease(it.app, { url })))
    const given = answers.map((answer) => answer.slots[0]!.number!.e164)
    expect(new Set(given).size).toBe(inRegion)
    expect(answers.every((answer) => !answer.slots[0]!.shared)).toBe(true)
  })

  test('a request that is sent again gets the same answer', async () => {
    const request = aVisit()
    const [first, second] = [
      await (await post(it.app, '/v1/leases', request)).json(),
      await (await post(it.app, '/v1/leases', request)).json(),
    ]
    expect((second as LeaseAnswer).slots).toEqual((first as LeaseAnswer).slots)
  })

  test('the same visitor has the same number on the next page', async () => {
    const first = await lease(it.app)
    const second = await lease(it.app, { session: first.session, visitor: first.visitor })
    expect(second.slots[0]!.number).toEqual(first.slots[0]!.number)
    expect(second.session).toBe(first.session)
  })

  test('two slots of one page never have one number', async () => {
    const { slots } = await lease(it.app, {
      slots: [{ target: '+74951234567' as E164 }, { target: '+74951234567' as E164, slot: 'footer' }, { target: '+12125550100' as E164 }],
    })
    expect(new Set(slots.map((slot) => slot.number!.e164)).size).toBe(3)
  })

  test('the visit, its page views and its numbers are in Postgres once, whatever is sent twice', async () => {
    const answer = await lease(it.app)
    const event = { id: '0193bfae-0000-7000-8000-000000000001', at: Date.now(), type: 'page', url: 'http://127.0.0.1:8788/prices' } as const
    const sent = { events: [event], page: aVisit().page }
    expect((await beacon(answer, sent)).slots).toEqual([{ target: '+74951234567', slot: '+74951234567', status: 'kept', shared: false }])
    await beacon(answer, sent)
    await it.settle()
    await it.settle()
    const session = await get(`/v1/sessions/${answer.session}`)
    expect(session).toMatchObject({
      source: 'google',
      medium: 'cpc',
      campaign: 'windows',
      region: 'RU-MOW',
      regionBy: 'preview',
      device: 'desktop',
      pageViews: 1,
    })
    expect(session.numbers).toHaveLength(1)
    expect(session.numbers[0]!.number).toBe(answer.slots[0]!.number!.e164)
    expect(session.events).toHaveLength(1)
  })

  test('calls of two live visitors go to the right session each', async () => {
    const visitors = [
      await lease(it.app),
      await lease(it.app, { url: 'http://localhost:1/?utm_source=yandex&utm_medium=cpc&rotary_region=RU-MOW' }),
    ]
    for (const [index, visitor] of visitors.entries()) {
      const page = `pag_tap0000${index}` as BeaconRequest['page']
      await beacon(visitor, { page, events: [{ id: `0193bfae-0000-7000-8000-00000000010${index}`, at: Date.now(), type: 'tap' }] })
      const number = visitor.slots[0]!.number!.e164
      // Each calls by a telephone of his own: who called before is known by it.
      const from = `+7916111224${index}`
      const started = await call(number, `two-${index}`, { event: 'start', from })
      expect(started.status).toBe(200)
      expect(await started.json()).toMatchObject({ action: 'forward', destination: '+74951234567' })
      expect((await call(number, `two-${index}`, { event: 'answered', from })).status).toBe(200)
      expect((await call(number, `two-${index}`, { event: 'end', from, duration: 65, status: 'answered' })).status).toBe(200)
    }
    await it.settle()
    const { items } = await get('/v1/calls')
    for (const [index, visitor] of visitors.entries()) {
      const stored = items.filter((item) => item.externalId === `two-${index}`)
      expect(stored).toHaveLength(1)
      expect(stored[0]).toMatchObject({ status: 'answered', talkSec: 65, attribution: { session: visitor.session } })
      expect(stored[0]!.visit.source).toBe(index === 0 ? 'google' : 'yandex')
    }
  })

  test('a hidden page that comes back after its number went on shows another one', async () => {
    const first = await lease(it.app, { url: 'http://localhost:1/?rotary_region=US-CA', slots: [{ target: '+12125550100' as E164 }] })
    const page = aVisit().page
    await beacon(first, { page, state: 'hidden' })
    const number = first.slots[0]!.number!.e164
    await it.services.hot.pool.remove({ site: DEMO.siteKey, route: DEMO.targets[1]!.route, region: 'US-CA' as RegionCode }, [number])
    const back = await beacon(first, { page })
    expect(back.slots[0]!.status).toBe('replaced')
    expect(back.slots[0]!.number!.e164).not.toBe(number)
    expect(back.token).toBeTruthy()
  })

  test('robots, strangers and automated browsers keep the original, with a reason and no error', async () => {
    const asked = [
      post(it.app, '/v1/leases', aVisit(), { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }),
      post(it.app, '/v1/leases', aVisit({ automated: true })),
      post(it.app, '/v1/leases', aVisit(), { Origin: 'https://evil.example' }),
      post(it.app, '/v1/leases', aVisit({ site: 'pk_nobody' as never })),
      post(it.app, '/v1/leases', aVisit({ url: 'http://localhost:1/?rotary_region=FR-75' })),
    ]
    const answers = await Promise.all(
      asked.map(async (response) => [(await response).status, ((await (await response).json()) as LeaseAnswer).reason]),
    )
    expect(answers).toEqual([
      [200, 'bot'],
      [200, 'bot'],
      [200, 'origin'],
      [200, 'off'],
      [200, 'exhausted'],
    ])
  })

  test('a hot state that was wiped is built anew from Postgres at the next lease', async () => {
    await it.redis.flush()
    expect((await lease(it.app)).reason).toBe('leased')
    const state = await it.services.hot.pool.state({ site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-SVE' as RegionCode })
    expect(state.active.length).toBeGreaterThan(10)
  })
})

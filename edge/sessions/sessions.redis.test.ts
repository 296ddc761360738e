import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LeaseAnswer, LeaseRequest } from '../contract.ts'
import { calls } from '../db/schema.ts'
import { aVisit, post } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import type { SiteOptions, SiteSettings } from '../sites/siteSettings.ts'
import type { SessionItem } from './session.ts'

const headers = { Authorization: `Bearer ${DEMO.adminKey}` }
const AD = 'http://127.0.0.1:8788/?gclid=abc&rotary_region=RU-MOW'
const DIRECT = 'http://127.0.0.1:8788/?rotary_region=RU-MOW'
const BOT = { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }

describe.skipIf(!hasRedisServer)('visits', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  async function withOptions(over: Partial<SiteOptions>): Promise<void> {
    const known = await it.services.settings.of(DEMO.siteKey, () => {})
    const { ignoreGpc: _, newCampaignEndsSession: __, ignoredReferrers: ___, marks: ____, ...rest } = known!
    const { beforeConsent, consentRequired } = DEFAULT_OPTIONS
    it.services.settings.keep({ ...rest, beforeConsent, consentRequired, ...over } as SiteSettings)
  }
  const session = async ({ session: id }: LeaseAnswer) => {
    await it.settle()
    const response = await it.app.request(`/v1/sessions/${id}`, { headers })
    return { status: response.status, item: (await response.json()) as SessionItem & { events: { data: object }[] } }
  }
  const answer = async (over: Partial<LeaseRequest>, sent: Record<string, string> = {}) =>
    (await (await post(it.app, '/v1/leases', aVisit(over), sent)).json()) as LeaseAnswer
  const list = async (query: string) =>
    ((await (await it.app.request(`/v1/sessions?${query}`, { headers })).json()) as { items: SessionItem[] }).items.map(({ id }) => id)

  test('keep how they came and who gets the credit, without secrets', async () => {
    const first = await answer({ url: `${AD}&token=secret#x`, referrer: 'https://www.google.com/' })
    expect((await session(first)).item).toMatchObject({
      landing: '/?gclid=abc&rotary_region=RU-MOW',
      source: 'google',
      clickId: 'abc',
      clickNetwork: 'google-ads',
      referrerHost: 'google.com',
      rule: 'click-id',
      credit: null,
    })
    const again = await answer({ url: DIRECT, referrer: '', visitor: first.visitor })
    expect(again.session).not.toBe(first.session)
    const { item } = await session(again)
    expect(item).toMatchObject({
      source: 'google',
      channel: 'Paid Search',
      touch: { source: '(direct)' },
      credit: { source: 'google', clickId: 'abc' },
    })
    const { sites } = (await (await it.app.request(`/v1/visitors/${first.visitor}`, { headers })).json()) as {
      sites: { first: object; last: object; lastNonDirect: object; touches: object[] }[]
    }
    expect(sites[0]).toMatchObject({ first: { clickId: 'abc' }, last: { source: '(direct)' }, lastNonDirect: { clickId: 'abc' } })
    expect(sites[0]!.touches).toHaveLength(2)
  })

  test('go by the site’s own never-referrers and marks', async () => {
    await withOptions({ ignoredReferrers: ['pay.partner.example'], marks: { source: ['src'] } })
    expect((await session(await answer({ url: DIRECT, referrer: 'https://pay.partner.example/' }))).item).toMatchObject({
      rule: 'never-referrer',
    })
    const marked = await answer({ url: `${DIRECT}&src=radio`, referrer: '' })
    expect((await session(marked)).item).toMatchObject({ source: 'radio', rule: 'custom-marks' })
  })

  test('end when another campaign arrives, where the site wants that', async () => {
    await withOptions({ newCampaignEndsSession: true })
    const first = await answer({ url: AD })
    expect((await answer({ url: AD, session: first.session })).session).toBe(first.session)
    expect((await answer({ url: DIRECT, referrer: '', session: first.session })).session).toBe(first.session)
    expect((await answer({ url: `${DIRECT}&utm_source=vk`, session: first.session })).session).not.toBe(first.session)
    await withOptions({})
    expect((await answer({ url: `${DIRECT}&utm_source=vk`, session: first.session })).session).toBe(first.session)
  })

  test('give a retry the session of the first answer', async () => {
    const request = aVisit()
    const [first, second] = [await post(it.app, '/v1/leases', request), await post(it.app, '/v1/leases', request)]
    const [a, b] = [(await first.json()) as LeaseAnswer, (await second.json()) as LeaseAnswer]
    expect([b.session, b.visitor]).toEqual([a.session, a.visitor])
  })

  describe('before consent', () => {
    const browse = async (visit: LeaseAnswer, page: LeaseRequest['page']) =>
      post(it.app, '/v1/beacons', {
        token: visit.token,
        page,
        state: 'visible',
        at: Date.now(),
        events: [
          {
            id: crypto.randomUUID().replace(/^(.{14})4/, '$17'),
            at: Date.now(),
            type: 'page',
            url: `${AD}&x=1`,
            referrer: 'https://www.google.com/search?q=a',
          },
          { id: crypto.randomUUID().replace(/^(.{14})4/, '$17'), at: Date.now(), type: 'params', params: { user: '42' } },
        ],
      })

    test('nothing is answered or kept where the site wants that', async () => {
      await withOptions({ consentRequired: true, beforeConsent: 'nothing' })
      const refused = await answer({ url: AD, consent: 'in-memory' })
      expect(refused.reason).toBe('off')
      expect((await session(refused)).status).toBe(404)
      expect((await answer({ url: AD, consent: 'full' })).reason).toBe('leased')
    })

    test('a region-only visit has no click ids, parameters or visitor, and its referrer’s host only', async () => {
      await withOptions({ consentRequired: true, beforeConsent: 'region-only' })
      const page = 'pag_regiononly' as LeaseRequest['page']
      const visit = await answer({
        url: AD,
        referrer: 'https://www.google.com/search?q=secret',
        page,
        consent: 'region-only',
        params: { user: '42' },
      })
      expect(visit.reason).toBe('leased')
      await browse(visit, page)
      const { item } = await session(visit)
      expect(item).toMatchObject({
        landing: '/',
        clickId: null,
        phrase: null,
        referrer: 'https://www.google.com/',
        visitor: null,
        params: {},
        source: 'google',
      })
      expect(JSON.stringify(item)).not.toMatch(/gclid|secret|"user"|q=/)
      expect((await it.redis.client.keys(`*${visit.visitor}*`)).filter((key) => !key.includes('answer'))).toEqual([])
    })

    test('consent that is given then upgrades the visit in place: its source is not lost', async () => {
      await withOptions({ consentRequired: true, beforeConsent: 'region-only' })
      const page = 'pag_upgrade01' as LeaseRequest['page']
      const visit = await answer({ url: AD, referrer: 'https://www.google.com/', page, consent: 'region-only' })
      const { session: same, visitor } = await answer({
        url: AD,
        referrer: 'https://www.google.com/',
        page,
        consent: 'full',
        session: visit.session,
        visitor: visit.visitor,
      })
      expect(same).toBe(visit.session)
      expect((await session(visit)).item).toMatchObject({ consent: 'full', visitor, clickId: 'abc', medium: 'cpc', rule: 'click-id' })
      // On the next page, which the site itself led to, just as well.
      const later = await answer({ url: AD, referrer: 'https://www.google.com/', consent: 'region-only' })
      await answer({ url: DIRECT, referrer: DIRECT, consent: 'full', session: later.session, visitor: later.visitor })
      expect((await session(later)).item).toMatchObject({ consent: 'full', source: 'google', medium: 'organic' })
    })

    test('an in-memory visit knows all', async () => {
      await withOptions({ consentRequired: true, beforeConsent: 'in-memory' })
      expect((await session(await answer({ url: AD, consent: 'in-memory' }))).item).toMatchObject({ clickId: 'abc', consent: 'in-memory' })
    })

    test('Global Privacy Control leaves the region alone, unless the site takes no notice of it', async () => {
      await withOptions({})
      expect((await session(await answer({ url: AD }, { 'Sec-GPC': '1' }))).item).toMatchObject({
        clickId: null,
        visitor: null,
        consent: 'region-only',
      })
      await withOptions({ ignoreGpc: true })
      expect((await session(await answer({ url: AD }, { 'Sec-GPC': '1' }))).item).toMatchObject({ clickId: 'abc', consent: 'full' })
      await withOptions({})
    })
  })

  test('of programs are counted apart, by site and day', async () => {
    const before = (await it.services.hot.pool.load(DEMO.siteKey, 0, 0)).length
    for (let i = 0; i < 3; i++) expect((await answer({}, BOT)).reason).toBe('bot')
    await vi.waitFor(async () => {
      await it.settle()
      const { items } = (await (await it.app.request('/v1/sessions/bots', { headers })).json()) as { items: object[] }
      expect(items).toEqual([{ site: DEMO.siteKey, day: new Date().toISOString().slice(0, 10), count: 3 }])
    }, 8000)
    expect((await it.services.hot.pool.load(DEMO.siteKey, 0, 0)).length).toBe(before)
  })

  test('are found by source, campaign, channel, region, device, time and whether they brought a call', async () => {
    const visit = await answer({ url: 'http://127.0.0.1:8788/?utm_source=filter&utm_medium=cpc&utm_campaign=find&rotary_region=US-TX' })
    await it.settle()
    const { startedAt } = (await session(visit)).item
    const after = new Date(new Date(startedAt).getTime() + 1).toISOString()
    for (const query of [
      'source=filter',
      'campaign=find',
      'source=filter&medium=cpc&region=US-TX&device=desktop&site=pk_demo&hadCall=false',
      `source=filter&to=${after}`,
    ])
      expect([query, await list(query)]).toEqual([query, [visit.session]])
    for (const query of [
      'source=filter&hadCall=true',
      'source=filter&device=mobile',
      'source=filter&region=RU-MOW',
      'campaign=x',
      `source=filter&from=${after}`,
      `source=filter&channel=Direct`,
    ])
      expect([query, await list(query)]).toEqual([query, []])
    await it.services.db.insert(calls).values({
      id: 'cal_1' as never,
      connectionId: DEMO.connection,
      externalId: '1',
      accountId: DEMO.account,
      session: visit.session,
      direction: 'in',
      status: 'answered',
      startedAt: new Date(),
      recordings: [],
      eventCount: 1,
    })
    expect(await list('hadCall=true')).toEqual([visit.session])
  })

  test('are exported whole, line by line, as CSV and NDJSON', async () => {
    const all: string[] = []
    for (let cursor = ''; ;) {
      const page = (await (await it.app.request(`/v1/sessions?limit=5${cursor}`, { headers })).json()) as {
        items: SessionItem[]
        next: string | null
      }
      all.push(...page.items.map(({ id }) => id))
      if (!page.next) break
      cursor = `&cursor=${page.next}`
    }
    const csv = await it.app.request('/v1/sessions/export', { headers })
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(
      (await csv.text())
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    ).toEqual(all)
    const lines = await it.app.request('/v1/sessions', { headers: { ...headers, Accept: 'application/x-ndjson' } })
    expect(
      (await lines.text())
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as SessionItem).id),
    ).toEqual(all)
  })
})

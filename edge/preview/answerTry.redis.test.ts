import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { E164, RegionCode } from '../brands.ts'
import type { LeaseAnswer } from '../contract.ts'
import { numbers, sites } from '../db/schema.ts'
import { previewer } from '../dev/aPreview.ts'
import { aVisit } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { pushSite } from '../sites/pushSite.ts'
import type { SiteOptions } from '../sites/siteSettings.ts'
import { sampleNumber } from './sampleNumber.ts'

const [MOSCOW, NEW_YORK] = DEMO.targets as [(typeof DEMO.targets)[number], (typeof DEMO.targets)[number]]

describe.skipIf(!hasRedisServer)('a try', () => {
  let it: TestServices
  let links: ReturnType<typeof previewer>
  let original: SiteOptions | undefined
  beforeAll(async () => {
    it = await createTestServices()
    links = previewer(it.app)
  }, 60_000)
  afterAll(() => it.stop())
  afterEach(() => setOptions({}))

  /** The demo's own options with some changed; the rest as they were at the beginning. */
  const setOptions = async (change: Partial<SiteOptions>) => {
    const { db } = it.services
    const [row] = await db.select().from(sites).where(eq(sites.key, DEMO.siteKey))
    original ??= row!.options
    await db
      .update(sites)
      .set({ options: { ...original, ...change }, version: row!.version + 1 })
      .where(eq(sites.key, DEMO.siteKey))
    await pushSite(it.services, DEMO.siteKey)
  }

  test('shows a sample of the chosen region and says why, in both languages', async () => {
    const { token } = await links.make()
    const answer = await links.tryIt(token, { region: 'RU-SPE' })
    expect(answer).toMatchObject({
      reason: 'sample',
      region: 'RU-SPE',
      regionBy: 'preview',
      source: { source: 'yandex', medium: 'cpc', campaign: 'windows' },
    })
    expect(answer.slots[0]).toEqual({
      target: MOSCOW.e164,
      slot: MOSCOW.e164,
      number: { e164: '+78120000099', national: '8 (812) 000-00-99', international: '+7 812 000-00-99' },
      status: 'leased',
      how: 'pool',
      region: 'RU-SPE',
      step: 'exact',
    })
    expect(answer.trace.map(({ step, slot }) => [step, slot]).slice(0, 9)).toEqual([
      ['site', undefined],
      ['consent', undefined],
      ['region', undefined],
      ['source', undefined],
      ['target', MOSCOW.e164],
      ['rule', MOSCOW.e164],
      ['chain', MOSCOW.e164],
      ['pool', MOSCOW.e164],
      ['number', MOSCOW.e164],
    ])
    for (const { words } of answer.trace) {
      expect(words.en).toMatch(/^[A-Z+][^А-Яа-я]+\.$/)
      expect(words.ru).toMatch(/[А-Яа-я].*\.$/)
    }
    expect(answer.trace[2]!.words).toEqual({
      en: 'Region: Saint Petersburg (chosen in the preview).',
      ru: 'Регион: Санкт-Петербург (выбран в предпросмотре).',
    })
  })

  test('takes the marks that are chosen in place of the page’s', async () => {
    const { token } = await links.make()
    const marked = await links.tryIt(token, { source: 'google', medium: 'organic', campaign: 'doors' })
    expect(marked.source).toEqual({ source: 'google', medium: 'organic', campaign: 'doors' })
    const landed = await links.tryIt(token, { landingPage: '/sale', referrer: 'https://www.google.com/' })
    expect(landed.source).toMatchObject({ source: 'google', medium: 'organic' })
  })

  test('never shows a number of anybody’s, whatever was imported', async () => {
    const { token } = await links.make()
    const taken = [0, 16].map((serial) => sampleNumber('RU-MOW' as RegionCode, serial))
    await it.services.db
      .insert(numbers)
      .values(taken.map((number) => ({ number, region: 'RU-MOW' as RegionCode, connectionId: DEMO.connection, state: 'free' as const })))
    const { slots } = await links.tryIt(token, { region: 'RU-MOW' })
    expect(slots[0]!.number!.e164).toBe(sampleNumber('RU-MOW' as RegionCode, 32))
    const { regions } = await links.open(token)
    const tries = await Promise.all(regions.map(({ code }) => links.tryIt(token, { region: code })))
    const shown = tries.map((one) => one.slots.flatMap(({ number }) => number?.e164 ?? []))
    for (const samples of shown) expect(new Set(samples).size, 'no two slots show one sample').toBe(samples.length)
    const all = new Set((await it.services.db.select({ number: numbers.number }).from(numbers)).map(({ number }) => number))
    expect(shown.flat().length).toBeGreaterThan(10)
    expect(shown.flat().filter((number) => all.has(number))).toEqual([])
    for (const number of taken) await it.services.db.delete(numbers).where(eq(numbers.number, number))
  })

  const HOLD: Partial<SiteOptions>[] = [
    {},
    { regions: { home: 'US-NY' as RegionCode, groups: [], prefer: false } },
    { regions: { home: null, groups: [['RU-SAM', 'RU-SVE'] as RegionCode[]], prefer: false } },
    { regions: { home: null, groups: [], prefer: true } },
    {
      statics: [
        { number: '+74951112233' as E164, region: 'RU-MOW' as RegionCode, route: MOSCOW.route, match: { source: 'google' } },
        { number: '+78121112233' as E164, region: 'RU-SPE' as RegionCode, route: MOSCOW.route, match: { campaign: 'doors' } },
        { number: '+12121112233' as E164, region: 'US-NY' as RegionCode, route: NEW_YORK.route, match: { landing: '/contacts' } },
        {
          number: '+12121112244' as E164,
          region: 'US-NY' as RegionCode,
          route: NEW_YORK.route,
          match: { region: 'RU-SVE' as RegionCode },
        },
      ],
    },
    { consentRequired: true, beforeConsent: 'in-memory' },
    { consentRequired: true, beforeConsent: 'region-only' },
    { consentRequired: true, beforeConsent: 'nothing' },
  ]

  test.each(HOLD)('says what a lease answers where the site has %j', async (options) => {
    await setOptions({ ...options, origins: ['https://staging.example.com:8443'] })
    const { token } = await links.make()
    for (const region of ['RU-MOW', 'RU-SVE', 'RU-SAM', 'US-TX', 'US-WA', 'KZ-75'] as RegionCode[]) {
      // All numbers are free again: the pools are rebuilt from Postgres.
      await it.redis.flush()
      for (const marks of ['', '?utm_source=google&utm_medium=cpc', '?utm_campaign=doors']) {
        const home = options.regions?.home
        const url = `https://staging.example.com:8443/contacts${marks}`
        const forced = home ? url : `${url}${marks ? '&' : '?'}rotary_region=${region}`
        for (const consent of ['full', 'none'] as const) {
          const page = consent === 'full' || !options.consentRequired ? 'full' : options.beforeConsent!
          const slots = DEMO.targets.map(({ e164 }) => ({ target: e164 }))
          const sampled = await links.tryIt(token, { url, region, consent, slots })
          if (page === 'nothing') {
            expect(sampled.slots.map(({ status }) => status)).toEqual(['off', 'off'])
            continue
          }
          const headers = { Origin: 'https://staging.example.com:8443', 'User-Agent': 'Mozilla/5.0 Chrome/149.0.0.0 Safari/537.36' }
          const wish = aVisit({ url: forced, referrer: '', slots, consent: page })
          const leased = (await (
            await it.app.request('/v1/leases', { method: 'POST', headers, body: JSON.stringify(wish) })
          ).json()) as LeaseAnswer
          const told = (slot: { target: string; region?: string | undefined; step?: string | undefined }) => [
            slot.target,
            slot.region,
            slot.step,
          ]
          expect(
            sampled.slots.map((slot) => [...told(slot), slot.status]),
            `${region} ${marks} ${consent}`,
          ).toEqual(leased.slots.map((slot) => [...told(slot), slot.reason]))
          expect(sampled.regionBy).toBe(leased.regionBy)
        }
      }
    }
  })

  test.each([
    ['share', 'shared', 'leased', 'RU-MOW'],
    ['original', 'original', 'exhausted', undefined],
    ['+78129998877', 'overflow', 'leased', 'RU-SPE'],
  ] as const)('of an exhausted pool with the overflow %s', async (overflow, how, status, region) => {
    await setOptions({ overflow: overflow as SiteOptions['overflow'] })
    const { token } = await links.make()
    const { slots } = await links.tryIt(token, { region: 'RU-MOW', pool: 'exhausted' })
    expect([slots[0]!.how, slots[0]!.status, slots[0]!.region]).toEqual([how, status, region])
    // The one overflow number is shown once.
    if (how === 'overflow') expect(slots[1]).toMatchObject({ how: 'original', status: 'exhausted', number: null })
  })

  test('of numbers that are no targets leaves them', async () => {
    const { token } = await links.make()
    const { slots, trace } = await links.tryIt(token, {
      slots: [{ target: '+74959999999' }, { target: MOSCOW.e164, forwardTo: '+74958888888' }],
    })
    expect(slots.map(({ status }) => status)).toEqual(['unknown-target', 'forward-refused'])
    expect(trace.some(({ words }) => words.en.includes('none of the site’s targets'))).toBe(true)
  })
})

import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { E164, RegionCode, SiteKey } from '../brands.ts'
import { HOUR } from '../clock.ts'
import type { LeaseAnswer } from '../contract.ts'
import { apiKeys, numbers, previews, sites } from '../db/schema.ts'
import { aVisit, lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { pushSite } from '../sites/pushSite.ts'
import type { SiteOptions } from '../sites/siteSettings.ts'
import type { PreviewOpened, PreviewSample, PreviewTryRequest } from './previewContract.ts'
import { sampleNumber } from './sampleNumber.ts'

const PAGE = 'https://staging.example.com:8443/contacts?utm_source=yandex&utm_medium=cpc&utm_campaign=windows'
const [MOSCOW, NEW_YORK] = DEMO.targets as [(typeof DEMO.targets)[number], (typeof DEMO.targets)[number]]

describe.skipIf(!hasRedisServer)('previews', () => {
  let it: TestServices
  let original: SiteOptions | undefined
  let now = Date.parse('2026-11-24T12:00:00Z')
  beforeAll(async () => {
    it = await createTestServices({ clock: () => now })
  }, 60_000)
  afterAll(() => it.stop())

  const admin = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }
  const api = (method: string, path: string, body?: unknown, init: RequestInit = admin) =>
    it.app.request(path, { method, ...init, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const make = async (over: object = {}) => {
    const response = await api('POST', '/v1/previews', { site: DEMO.siteKey, url: PAGE, ...over })
    expect(response.status).toBe(201)
    const link = (await response.json()) as { id: string; url: string; expiresAt: string }
    return { ...link, token: new URL(link.url).hash.slice('#rotary='.length) }
  }
  /** As a page's script posts: text, no headers of its own. */
  const ask = async <Answer>(
    what: 'open' | 'try' | 'targets',
    body: object,
    origin: string | null = 'https://staging.example.com:8443',
  ) => {
    const response = await it.app.request(`/v1/previews/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'text/plain;charset=UTF-8', ...(origin !== null && { Origin: origin }) },
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer & { reason: string } }
  }
  const open = async (token: string, over: object = {}, origin?: string) =>
    (await ask<PreviewOpened>('open', { token, site: DEMO.siteKey, url: PAGE, ...over }, origin)).body
  const tryIt = async (token: string, over: Partial<PreviewTryRequest> = {}) =>
    (await ask<PreviewSample>('try', { token, url: PAGE, ...over })).body
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

  describe('links', () => {
    test('are made, listed without their token, page by page, and revoked', async () => {
      const made = [await make(), await make({ hours: 24, canAdd: true }), await make({ url: 'http://localhost:3000/' })]
      expect(made.map(({ url }) => new URL(url).host)).toEqual(['staging.example.com:8443', 'staging.example.com:8443', 'localhost:3000'])
      expect(Date.parse(made[0]!.expiresAt)).toBe(now + 8 * HOUR)
      const first = (await (await api('GET', '/v1/previews?limit=2')).json()) as { items: { id: string }[]; next: string }
      const second = (await (await api('GET', `/v1/previews?limit=2&cursor=${first.next}`)).json()) as typeof first
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed())
      expect(second.next).toBeNull()
      expect(JSON.stringify([first, second])).not.toContain(made[0]!.token)
      expect(first.items[1]).toMatchObject({
        site: 'pk_demo',
        host: 'staging.example.com:8443',
        key: 'key_demo',
        canAdd: true,
        state: 'open',
      })

      const { id, token } = made[0]!
      expect(await open(token)).toMatchObject({ reason: 'open' })
      for (let times = 0; times < 2; times++) expect((await api('DELETE', `/v1/previews/${id}`)).status).toBe(204)
      expect(await open(token)).toEqual({ reason: 'revoked' })
      expect(await tryIt(token)).toEqual({ reason: 'revoked' })
      const { items } = (await (await api('GET', '/v1/previews')).json()) as { items: { id: string; state: string }[] }
      expect(items.find((link) => link.id === id)?.state).toBe('revoked')
    })

    test.each([
      [{ url: 'javascript:alert(1)' }, /^url/],
      [{ url: 'JAVASCRIPT:alert(1)//https://example.com' }, /^url/],
      [{ url: 'data:text/html,x' }, /^url/],
      [{ url: 'file:///etc/passwd' }, /^url/],
      [{ url: 'example.com' }, /^url/],
      [{ hours: 25 }, /^hours/],
      [{ hours: 0 }, /^hours/],
      [{ hours: -1 }, /^hours/],
      [{ site: 'demo' }, /^site/],
      [{ surplus: 1 }, /surplus/],
    ])('are not made of %j', async (over, message) => {
      const response = await api('POST', '/v1/previews', { site: DEMO.siteKey, url: PAGE, ...over })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_body', message: expect.stringMatching(message) } })
    })

    test('hold no password of Basic Auth', async () => {
      expect((await make({ url: 'https://user:secret@staging.example.com/' })).url).toMatch(/^https:\/\/staging\.example\.com\/#rotary=/)
    })
  })

  describe('open', () => {
    test('says what the panel needs, to any origin, without a preflight', async () => {
      const { token, expiresAt } = await make()
      const { status, headers, body } = await ask<PreviewOpened>('open', { token, site: DEMO.siteKey, url: PAGE })
      expect([status, headers.get('access-control-allow-origin'), headers.get('cache-control')]).toEqual([200, '*', 'no-store'])
      expect(body).toMatchObject({
        reason: 'open',
        site: { key: 'pk_demo', name: 'Demo site' },
        expiresAt: Date.parse(expiresAt),
        canAdd: false,
        settings: { site: 'pk_demo', enabled: true },
      })
      expect(body.targets.map(({ e164 }) => e164)).toEqual([MOSCOW.e164, NEW_YORK.e164])
      expect(body.regions.find(({ code }) => code === 'RU-MOW')).toEqual({
        code: 'RU-MOW',
        name: { en: expect.stringContaining('Moscow'), ru: 'Москва' },
        slots: [MOSCOW.e164, NEW_YORK.e164],
      })
      expect(body.regions.map(({ code }) => code)).toEqual(expect.arrayContaining(['RU', 'US', 'RU-SAM', 'US-WA']))
      expect(body.regions.map(({ code }) => code)).not.toContain('RU-TOLLFREE')
      expect(body.samples[MOSCOW.e164]!['RU-MOW']).toEqual({
        e164: '+74950000099',
        national: '8 (495) 000-00-99',
        international: '+7 495 000-00-99',
      })
      expect(body.samples[NEW_YORK.e164]!['RU-MOW']!.e164).not.toBe('+74950000099')
      expect(JSON.stringify(body)).not.toContain('secret')
    })

    test.each([
      ['of another host', { url: 'https://www.example.com/' }, undefined, 'foreign'],
      ['of another port', { url: 'https://staging.example.com/' }, undefined, 'foreign'],
      ['without a host', { url: 'javascript:1' }, undefined, 'foreign'],
      ['of another site', { site: 'pk_another' }, undefined, 'foreign'],
      ['from another origin', {}, 'https://evil.example', 'foreign'],
      ['on another path', { url: 'https://staging.example.com:8443/else' }, undefined, 'open'],
      ['without TLS', { url: 'http://staging.example.com:8443/' }, 'http://staging.example.com:8443', 'open'],
      ['in a sandbox', {}, 'null', 'open'],
    ])('a page %s', async (_what, over, origin, reason) => {
      const { token } = await make()
      const answer = await open(token, over, origin)
      expect(answer.reason).toBe(reason)
      if (reason !== 'open') expect(Object.keys(answer)).toEqual(['reason'])
    })

    test('tells a stranger nothing else, and asks the database nothing for him', async () => {
      const { token } = await make()
      it.database.pause()
      for (const forged of ['', 'x', 'a.b.c', `${token}x`, token.slice(0, -1), token.replace('t.', 'u.')]) {
        for (const [what, body] of [
          ['open', { site: DEMO.siteKey }],
          ['try', {}],
          ['targets', { e164: '+74957000000' }],
        ] as const) {
          expect(await ask(what, { token: forged, url: PAGE, ...body })).toMatchObject({ status: 200, body: { reason: 'tampered' } })
        }
      }
      expect(await open(token)).toEqual({ reason: 'unavailable' })
      it.database.resume()
    })

    test('ends with its time', async () => {
      const { token } = await make({ hours: 24 })
      const began = now
      now = began + 24 * HOUR - 1
      expect(await open(token)).toMatchObject({ reason: 'open' })
      now = began + 24 * HOUR
      expect(await open(token)).toEqual({ reason: 'expired' })
      expect(await tryIt(token)).toEqual({ reason: 'expired' })
      expect((await ask('targets', { token, url: PAGE, e164: '+74957000000' })).body).toEqual({ reason: 'expired' })
      now = began
    })

    test('ends with the key that made it', async () => {
      const { db } = it.services
      const { token, id } = await make({ canAdd: true })
      await db.insert(apiKeys).values({ id: 'key_gone', accountId: DEMO.account, name: 'gone', hash: 'x', role: 'admin' })
      await db.update(previews).set({ keyId: 'key_gone' }).where(eq(previews.id, id))
      expect(await open(token)).toMatchObject({ reason: 'open', canAdd: true })
      await db.update(apiKeys).set({ role: 'read' }).where(eq(apiKeys.id, 'key_gone'))
      expect(await open(token)).toMatchObject({ reason: 'open', canAdd: false })
      await db
        .update(apiKeys)
        .set({ revokedAt: new Date(now) })
        .where(eq(apiKeys.id, 'key_gone'))
      expect(await open(token)).toEqual({ reason: 'revoked' })
    })

    test('works while the site is switched off, and says so', async () => {
      const { token } = await make()
      await api('PATCH', `/v1/sites/${DEMO.siteKey}`, { enabled: false })
      expect(await open(token)).toMatchObject({ reason: 'open', settings: { enabled: false } })
      const answer = await tryIt(token)
      expect(answer.slots).toMatchObject([
        { status: 'off', number: null },
        { status: 'off', number: null },
      ])
      expect(answer.trace[0]!.words.en).toContain('switched off')
      await api('PATCH', `/v1/sites/${DEMO.siteKey}`, { enabled: true })
    })
  })

  describe('a try', () => {
    afterEach(() => setOptions({}))

    test('shows a sample of the chosen region and says why, in both languages', async () => {
      const { token } = await make()
      const answer = await tryIt(token, { region: 'RU-SPE' })
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
      const { token } = await make()
      const marked = await tryIt(token, { source: 'google', medium: 'organic', campaign: 'doors' })
      expect(marked.source).toEqual({ source: 'google', medium: 'organic', campaign: 'doors' })
      const landed = await tryIt(token, { landingPage: '/sale', referrer: 'https://www.google.com/' })
      expect(landed.source).toMatchObject({ source: 'google', medium: 'organic' })
    })

    test('never shows a number of anybody’s, whatever was imported', async () => {
      const { token } = await make()
      const taken = [0, 16].map((serial) => sampleNumber('RU-MOW' as RegionCode, serial))
      await it.services.db
        .insert(numbers)
        .values(taken.map((number) => ({ number, region: 'RU-MOW' as RegionCode, connectionId: DEMO.connection, state: 'free' as const })))
      const { slots } = await tryIt(token, { region: 'RU-MOW' })
      expect(slots[0]!.number!.e164).toBe(sampleNumber('RU-MOW' as RegionCode, 32))
      const opened = await open(token)
      const shown = Object.values(opened.samples).flatMap((byRegion) => Object.values(byRegion).map(({ e164 }) => e164))
      const all = new Set((await it.services.db.select({ number: numbers.number }).from(numbers)).map(({ number }) => number))
      expect(shown.length).toBeGreaterThan(10)
      expect(shown.filter((number) => all.has(number))).toEqual([])
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
      const { token } = await make()
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
            const sampled = await tryIt(token, { url, region, consent, slots })
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
      const { token } = await make()
      const { slots } = await tryIt(token, { region: 'RU-MOW', pool: 'exhausted' })
      expect([slots[0]!.how, slots[0]!.status, slots[0]!.region]).toEqual([how, status, region])
      // The one overflow number is shown once.
      if (how === 'overflow') expect(slots[1]).toMatchObject({ how: 'original', status: 'exhausted', number: null })
    })

    test('of numbers that are no targets leaves them', async () => {
      const { token } = await make()
      const { slots, trace } = await tryIt(token, {
        slots: [{ target: '+74959999999' }, { target: MOSCOW.e164, forwardTo: '+74958888888' }],
      })
      expect(slots.map(({ status }) => status)).toEqual(['unknown-target', 'forward-refused'])
      expect(trace.some(({ words }) => words.en.includes('none of the site’s targets'))).toBe(true)
    })

    test('of a link of another site’s key is foreign to its own', async () => {
      const { token } = await make()
      expect(await open(token, { site: 'pk_nobody' as SiteKey })).toEqual({ reason: 'foreign' })
    })
  })

  describe('a number of the page', () => {
    test('becomes a target by a link that was made for it, once, and is kept with the link', async () => {
      const { token, id } = await make({ canAdd: true })
      const added = await ask('targets', { token, url: PAGE, e164: '+74957770011' })
      expect(added).toMatchObject({ status: 201, body: { reason: 'added', target: { e164: '+74957770011', slot: '+74957770011' } } })
      expect((await ask('targets', { token, url: PAGE, e164: '+74957770011' })).body).toMatchObject({ reason: 'exists' })
      expect((await open(token)).targets.map(({ e164 }) => e164)).toContain('+74957770011')
      const { items } = (await (await api('GET', '/v1/previews')).json()) as { items: { id: string; added: object[] }[] }
      expect(items.find((link) => link.id === id)!.added).toEqual([
        { id: expect.stringMatching(/^tar_/), e164: '+74957770011', at: new Date(now).toISOString() },
      ])
      const { items: targets } = (await (await api('GET', `/v1/targets?site=${DEMO.siteKey}`)).json()) as {
        items: { id: string; e164: string }[]
      }
      await api('DELETE', `/v1/targets/${targets.find(({ e164 }) => e164 === '+74957770011')!.id}`)
    })

    test('does not by any other link, nor where calls may not end', async () => {
      const plain = await make()
      expect((await ask('targets', { token: plain.token, url: PAGE, e164: '+74957770012' })).body).toEqual({ reason: 'not-allowed' })
      const { token } = await make({ canAdd: true })
      const tracking = (await lease(it.app)).slots[0]!.number!.e164
      for (const e164 of [tracking, '+8816123456789']) {
        expect((await ask('targets', { token, url: PAGE, e164 })).body).toMatchObject({ reason: 'refused', problem: expect.any(String) })
      }
    })
  })

  test('opening ten previews changes no pool, counter, session or report', async () => {
    await lease(it.app)
    await it.settle()
    const links = [await make({ canAdd: true }), ...(await Promise.all(Array.from({ length: 9 }, () => make())))]
    const before = await everything(it)
    expect(before.redis.length).toBeGreaterThan(10)
    expect(before.postgres.length).toBeGreaterThan(20)
    for (const { token } of links) {
      expect(await open(token)).toMatchObject({ reason: 'open' })
      for (const region of ['RU-MOW', 'US-TX', undefined] as (RegionCode | undefined)[]) {
        for (const pool of ['normal', 'exhausted'] as const) {
          expect(await tryIt(token, { ...(region && { region }), pool, consent: pool === 'normal' ? 'full' : 'none' })).toMatchObject({
            reason: 'sample',
          })
        }
      }
      await open(token, { url: 'https://www.example.com/' })
      await ask('targets', { token, url: PAGE, e164: MOSCOW.e164 })
    }
    await it.settle()
    expect(await everything(it)).toEqual(before)
    // What the comparison would see.
    await lease(it.app)
    expect(await everything(it)).not.toEqual(before)
  })
})

/** Every key of Redis with its value, and every row of every table but the links' own. */
async function everything({
  redis,
  database,
}: TestServices): Promise<{ redis: [string, string | undefined][]; postgres: [string, unknown[]][] }> {
  const keys = (await redis.client.keys('*')).sort()
  const values = await Promise.all(keys.map((key) => redis.client.dumpBuffer(key)))
  const { rows } = await database.pglite.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'previews' order by 1`,
  )
  const postgres: [string, unknown[]][] = []
  for (const { name } of rows) {
    const held = await database.pglite.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
    postgres.push([name, held.rows.map(({ row }) => row)])
  }
  return { redis: keys.map((key, index) => [key, values[index]?.toString('base64')]), postgres }
}

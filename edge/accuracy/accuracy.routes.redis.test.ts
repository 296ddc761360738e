import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, CallId, E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { HOLDER_GROUPS, intensityAt, type IntensityTables } from '../attribution/intensityTables.ts'
import { attributionBasis } from '../calls/attributionBasis.store.ts'
import { calls as callsTable } from '../calls/calls.table.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { accounts, apiKeys, leases, sessionEvents, sessions } from '../db/schema.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { tableVersions } from './accuracy.table.ts'
import { adaptAttribution } from '../jobs/adaptAttribution.ts'

const NIGHT = Date.UTC(2026, 10, 24, 2, 17)
const CALLERS = 150
const REGION = 'RU-MOW' as RegionCode
const [NUMBER, SECOND_NUMBER] = ['+74950001000', '+74950001001'] as E164[]
const ROUTE = DEMO.targets[0]!.route as RouteId
const SITE = DEMO.siteKey as SiteKey

/** Every twenty minutes a visitor of a mobile who taps and calls eight seconds later; five minutes after him one who only looks. */
const visits = Array.from({ length: 2 * CALLERS }, (_, i) => {
  const calls = i % 2 === 0
  const startedAt = NIGHT - 3 * DAY + Math.floor(i / 2) * 20 * MINUTE + (calls ? 0 : 5 * MINUTE)
  return {
    id: `ses_${String(i).padStart(6, '0')}` as SessionId,
    visitor: `vis_${i}` as VisitorId,
    startedAt,
    calls,
    number: i % 4 < 2 ? NUMBER! : SECOND_NUMBER!,
  }
})

async function fill({ services: { db } }: TestServices): Promise<void> {
  const text = {
    landing: 'https://shop.example/',
    referrer: '',
    source: 'google',
    medium: 'cpc',
    channel: 'Paid search',
    regionBy: 'table',
    language: 'ru',
    timeZone: '',
    consent: 'full',
    params: {},
  }
  const rows = visits.map(({ id, visitor, startedAt }) => ({
    ...text,
    id,
    accountId: DEMO.account,
    site: SITE,
    visitor,
    startedAt: new Date(startedAt),
    lastSeenAt: new Date(startedAt + 2 * MINUTE),
    device: 'mobile' as const,
    region: REGION,
  }))
  await db.insert(sessions).values(rows)
  await db.insert(leases).values(
    visits.map(({ id, startedAt, number }) => ({
      site: SITE,
      entry: `${startedAt}-0`,
      slot: 'phone',
      session: id,
      page: 'pag_1' as PageId,
      number,
      routeId: ROUTE,
      region: REGION,
      how: 'rested' as const,
      step: 0,
      shared: false,
      at: new Date(startedAt),
    })),
  )
  const callers = visits.filter(({ calls }) => calls)
  await db.insert(sessionEvents).values(
    callers.map(({ id, startedAt }, i) => ({
      id: `tap_${i}`,
      site: SITE,
      session: id,
      page: 'pag_1' as PageId,
      type: 'tap',
      at: new Date(startedAt + MINUTE),
      born: new Date(startedAt + MINUTE),
      data: {},
    })),
  )
  await db.insert(callsTable).values(
    callers.map(({ id, visitor, startedAt, number }, i) => ({
      id: `cal_${i}` as CallId,
      connectionId: DEMO.connection,
      externalId: `past-${i}`,
      accountId: DEMO.account,
      site: SITE,
      number,
      routeId: ROUTE,
      region: REGION,
      caller: `+7916${String(1_000_000 + i)}` as E164,
      direction: 'in',
      status: 'answered' as const,
      startedAt: new Date(startedAt + MINUTE + 8 * SECOND),
      recordings: [],
      eventCount: 1,
      label: 'tap' as const,
      // Of every tenth nobody was named, as if taps were not known.
      session: i % 10 ? id : null,
      visitor: i % 10 ? visitor : null,
      confidence: i % 10 ? 1 : 0.81,
      candidates: [{ session: id, visitor, share: i % 10 ? 1 : 0.81, label: 'tap' as const }],
      background: 0.01,
      threshold: 0.7,
    })),
  )
}

/** Fields of all the answers that are looked at one by one. */
interface Answer {
  claims: number
  measured: { text: string }
  calibration: { count: number }[]
  sizing: { pool: string; sizes: { right: number; wrong: number; unknown: number; unknownCalls: number }[] }[]
  inUse: unknown
  items: unknown[]
  tables: unknown
}

describe.skipIf(!hasRedisServer)('accuracy', () => {
  let it: TestServices
  let now = NIGHT
  const as = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } })
  const owner = as(DEMO.adminKey)
  const get = async (path: string, init = owner) => {
    const response = await it.app.request(path, init)
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const choose = async (version: unknown, init = owner) => {
    const response = await it.app.request('/v1/accuracy/tables/current', { method: 'PUT', ...init, body: JSON.stringify({ version }) })
    return { status: response.status, body: await response.json() }
  }
  const adapt = () => adaptAttribution(it.services, DEMO.account)
  const basisOf = (precision?: number) =>
    attributionBasis(it.services.db, { account: DEMO.account, site: SITE, precision, clock: () => now })

  beforeAll(async () => {
    it = await createTestServices({ clock: () => now })
    const { db } = it.services
    await db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    for (const role of ['admin', 'read', 'ingest'] as const) {
      const hash = await sha256Hex(`rk_stranger_${role}`)
      await db.insert(apiKeys).values({ id: `key_${role}`, accountId: 'acc_stranger' as AccountId, name: role, hash, role })
    }
    await fill(it)
  }, 60_000)
  afterAll(() => it.stop())

  test('is measured by calls that a tap gives away, and says what that leaves out', async () => {
    const { status, body } = await get(`/v1/accuracy?site=${SITE}&days=7`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ site: SITE, precision: 0.98, claims: CALLERS, version: 0 })
    expect(body.measured).toMatchObject({ count: CALLERS, bound: 'upper' })
    expect(body.measured.text).toMatch(/^Of 150 calls just after a tap .* This is an upper bound/)
    expect(body.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(CALLERS)
    const russian = await get(`/v1/accuracy?site=${SITE}&days=7&language=ru`)
    expect(russian.body.measured.text).toContain('верхняя граница')
  })

  test('of other pool sizes comes from the last week’s leases and calls', async () => {
    const { body } = await get(`/v1/accuracy?site=${SITE}`)
    const [pool] = body.sizing
    expect(body.sizing).toHaveLength(1)
    expect(pool!.pool).toBe(`${SITE}.${ROUTE}.${REGION}`)
    expect(pool!.sizes.length).toBeGreaterThan(2)
    for (const { right, wrong, unknown, unknownCalls } of pool!.sizes) {
      expect(right + wrong + unknown).toBeCloseTo(1)
      expect(unknownCalls).toBe(CALLERS / 10)
    }
  })

  test('makes new tables each night, and uses them', async () => {
    const shipped = await basisOf()
    await adapt()
    await adapt()
    await Promise.all([adapt(), adapt()])
    const { body } = await get('/v1/accuracy/tables')
    expect(body.inUse).toEqual({ version: 1, held: false })
    expect(body.items).toMatchObject([
      { version: 1, night: '2026-11-24', calls: CALLERS, basedOn: 0 },
      { version: 0, night: null },
    ])
    expect(await basisOf(), 'for ten minutes what was counted stays').toBe(shipped)
    now += HOUR
    const { tables } = await basisOf()
    expect(intensityAt(tables.tap, 30), 'nobody called so late after a tap').toBeLessThan(intensityAt(shipped.tables.tap, 30))
    expect((await get('/v1/accuracy/tables/1')).body.tables).toEqual(JSON.parse(JSON.stringify(tables)))
  })

  test('goes back to a version and stays with it until told to follow again', async () => {
    expect(await choose(0)).toEqual({ status: 200, body: { version: 0, held: true } })
    now += DAY
    await adapt()
    expect((await get('/v1/accuracy/tables')).body).toMatchObject({
      inUse: { version: 0, held: true },
      items: [{ version: 2, basedOn: 0 }, { version: 1 }, { version: 0 }],
    })
    expect(await choose(1)).toEqual({ status: 200, body: { version: 1, held: true } })
    const both = await Promise.all([choose(0), choose(1)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await choose(null)).toEqual({ status: 200, body: { version: 2, held: false } })
  })

  test('keeps the threshold of every night, with what it was asked for', async () => {
    const changed = await it.app.request(`/v1/sites/${SITE}`, { method: 'PATCH', ...owner, body: '{"options":{"precision":0.99}}' })
    expect(changed.status).toBe(200)
    now += DAY
    await adapt()
    const { body } = await get(`/v1/accuracy/thresholds?site=${SITE}`)
    expect(body.items).toMatchObject([
      { night: '2026-11-26', precision: 0.99, claims: CALLERS },
      { night: '2026-11-25', precision: 0.98, version: 0 },
      { night: '2026-11-24', precision: 0.98, version: 1 },
    ])
    expect((await basisOf(0.99)).threshold).toBeGreaterThanOrEqual((await basisOf()).threshold)
  })

  test('of repeat callers is no claim: their confidence is a memory', async () => {
    const { db } = it.services
    const before = (await get(`/v1/accuracy?site=${SITE}`)).body.claims
    const [row] = await db.select().from(callsTable).limit(1)
    await db.insert(callsTable).values({ ...row!, id: 'cal_again' as CallId, externalId: 'again', label: 'repeat-caller' })
    expect((await get(`/v1/accuracy?site=${SITE}`)).body.claims).toBe(before)
  })

  test('is nobody else’s: a stranger sees the shipped tables and can choose for himself alone', async () => {
    const stranger = as('rk_stranger_admin')
    for (const path of [`/v1/accuracy?site=${SITE}`, `/v1/accuracy/thresholds?site=${SITE}`, '/v1/accuracy/tables/1'])
      expect((await get(path, stranger)).status).toBe(404)
    expect((await get('/v1/accuracy/tables', stranger)).body).toMatchObject({ inUse: { version: 0, held: false }, items: [{ version: 0 }] })
    const mine = (await get('/v1/accuracy/tables')).body
    expect((await choose(1, stranger)).status).toBe(404)
    expect((await choose(0, stranger)).status).toBe(200)
    expect((await get('/v1/accuracy/tables')).body).toEqual(mine)
  })

  test('asks for a key, and for an admin’s to choose', async () => {
    for (const path of [
      `/v1/accuracy?site=${SITE}`,
      `/v1/accuracy/thresholds?site=${SITE}`,
      '/v1/accuracy/tables',
      '/v1/accuracy/tables/0',
    ]) {
      expect((await it.app.request(path)).status).toBe(401)
      expect((await get(path, as('rk_stranger_ingest'))).status).toBe(403)
    }
    for (const role of ['read', 'ingest']) expect((await choose(0, as(`rk_stranger_${role}`))).status).toBe(403)
  })

  test('goes on from tables that were kept before four lengths of stay were told apart', async () => {
    const { db } = it.services
    const twoStays = ({ intensity, ...rest }: IntensityTables) => {
      const { quickDesktop, quickMobile, engagedDesktop, engagedMobile } = intensity
      return { ...rest, intensity: { quickDesktop, quickMobile, engagedDesktop, engagedMobile } } as IntensityTables
    }
    const first = and(eq(tableVersions.accountId, DEMO.account), eq(tableVersions.version, 1))
    const [row] = await db.select().from(tableVersions).where(first)
    await db
      .update(tableVersions)
      .set({ tables: twoStays(row!.tables) })
      .where(first)

    const told = (await get('/v1/accuracy/tables/1')).body.tables as IntensityTables
    expect(Object.keys(told.intensity).sort()).toEqual([...HOLDER_GROUPS].sort())
    expect(told.intensity.shortMobile).toEqual(row!.tables.intensity.engagedMobile)
    expect((await choose(1)).status).toBe(200)
    now += HOUR
    expect((await basisOf()).tables).toEqual(told)
    now += DAY
    await adapt()
    const { body } = await get('/v1/accuracy/tables')
    const [newest] = body.items as { version: number; basedOn: number }[]
    expect(newest).toMatchObject({ basedOn: 1 })
    const fitted = (await get(`/v1/accuracy/tables/${newest!.version}`)).body.tables as IntensityTables
    for (const group of HOLDER_GROUPS) expect(fitted.intensity[group].gone.every((one) => one > 0)).toBe(true)
  })

  test('refuses what makes no sense', async () => {
    const queries = ['', '?site=x', `?site=${SITE}&days=0`, `?site=${SITE}&days=91`, `?site=${SITE}&days=x`, `?site=${SITE}&language=xx`]
    for (const query of queries) expect((await get(`/v1/accuracy${query}`)).status, query).toBeGreaterThanOrEqual(400)
    for (const path of [
      'thresholds',
      `thresholds?site=${SITE}&cursor=x`,
      'tables?cursor=x',
      'tables/x',
      'tables/99',
      `tables/${'9'.repeat(400)}`,
    ])
      expect((await get(`/v1/accuracy/${path}`)).status, path).toBeGreaterThanOrEqual(400)
    for (const version of [-1, 1.5, '1', 99, {}, [], true, 1e300]) expect((await choose(version)).status).toBeGreaterThanOrEqual(400)
    for (const body of ['', '[]', '{', '{"version":0,"surplus":1}', 'x'.repeat(5000)])
      expect((await it.app.request('/v1/accuracy/tables/current', { method: 'PUT', ...owner, body })).status).toBeGreaterThanOrEqual(400)
  })
})

import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppEnv } from '../app.ts'
import type { AccountId, RegionCode } from '../brands.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { accounts, apiKeys } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { compileExcerpt } from './import/writeExcerpt.ts'
import { MANIFEST_PATH, shardPath, writeManifest } from './manifest.ts'
import { createRegionTable } from './regionTable.ts'

/** The worker's reader over the excerpt that the repository makes itself. */
async function excerptTable() {
  const { manifest, files } = await compileExcerpt()
  const assets = new Map([[MANIFEST_PATH, new TextEncoder().encode(writeManifest(manifest)).buffer as ArrayBuffer]])
  for (const [shard, bytes] of files) assets.set(shardPath({ version: manifest.version, shard }), bytes.buffer)
  return createRegionTable({ fetchAsset: async (path) => assets.get(path) ?? null, now: () => 0 })
}

interface Answer {
  status: number
  body: { items: { code: string; bound: number; regions: unknown[] }[]; table: unknown; chains: object }
}

describe.skipIf(!hasRedisServer)('/v1/regions', () => {
  let it: TestServices
  let app: Hono<AppEnv>
  const ask = async (path: string, key: string = DEMO.adminKey, headers: Record<string, string> = {}) => {
    const response = await app.request(`/v1/regions${path}`, { headers: { ...headers, ...(key && { Authorization: `Bearer ${key}` }) } })
    return { status: response.status, body: await response.json() } as Answer
  }

  beforeAll(async () => {
    it = await createTestServices({ regions: await excerptTable() })
    app = it.app
    const { db } = it.services
    await db.insert(accounts).values({ id: 'acc_stranger' as AccountId, name: 'Stranger' })
    await db
      .insert(apiKeys)
      .values({ id: 'key_stranger', accountId: 'acc_stranger' as AccountId, name: '', hash: await sha256Hex('rk_stranger'), role: 'admin' })
  }, 60_000)
  afterAll(() => it.stop())

  const boundIn = (items: { bound: number }[]) => items.reduce((sum, { bound }) => sum + bound, 0)

  test('the share of visitors who got their own region is told by region, and each lease says which step gave its number', async () => {
    const visits = [await lease(app), await lease(app, { url: 'http://localhost:1/?rotary_region=RU-MOS' })]
    expect(visits.map(({ slots, regionBy }) => [slots[0]!.step, regionBy])).toEqual([
      ['exact', 'preview'],
      ['neighbour', 'preview'],
    ])
    await it.settle()
    const { body } = await ask('/share?site=pk_demo&days=1')
    const by = (code: string) =>
      (body.items as unknown as { region: string; leases: number; share: number }[]).find(({ region }) => region === code)
    expect(by('RU-MOW')).toMatchObject({ leases: 1, share: 1 })
    expect(by('RU-MOS')).toMatchObject({ leases: 1, share: 0 })
    expect((await ask('/share', 'rk_stranger')).body.items).toEqual([])
    expect((await ask('/share?days=0')).status).toBe(400)
    const session = await (
      await app.request(`/v1/sessions/${visits[1]!.session}`, { headers: { Authorization: `Bearer ${DEMO.adminKey}` } })
    ).json()
    expect(session).toMatchObject({ region: 'RU-MOS', regionBy: 'preview', numbers: [{ region: 'RU-MOW', step: 'neighbour' }] })
  })

  test('counts the numbers of each region', async () => {
    const { status, body } = await ask('')
    expect(status).toBe(200)
    expect(boundIn(body.items)).toBeGreaterThan(0)
    expect(body.items.find(({ code }) => code === 'RU')!.regions.length).toBeGreaterThan(83)
  })

  test("does not count another company's", async () => {
    expect(boundIn((await ask('', 'rk_stranger')).body.items)).toBe(0)
  })

  test('traces an address through table, settings and chain', async () => {
    const { status, body } = await ask(`/lookup?ip=192.0.2.1&site=${DEMO.siteKey}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ address: '192.0.2.1', correction: null, home: null, region: 'RU-MOW', by: 'table' })
    expect(body.table).toMatchObject({ region: 'RU-MOW', set: { source: 'excerpt' }, shard: { name: expect.stringMatching(/^4-/) } })
    expect(Object.values(body.chains).flat().length).toBeGreaterThan(0)
  })

  test.each([
    ['?ip=192.0.2.1&country=US&regionCode=TX', 'US-TX', 'cf'],
    ['?ip=2001:db8:2::1', 'US-TX', 'table'],
    ['?ip=10.0.0.1', null, 'none'],
  ])('%s', async (query, region, by) => {
    expect((await ask(`/lookup${query}`)).body).toMatchObject({ region, by })
  })

  test('takes the address of the request itself where none is said', async () => {
    expect((await ask('/lookup', DEMO.adminKey, { 'cf-connecting-ip': '198.51.100.9' })).body).toMatchObject({ address: '198.51.100.9' })
  })

  test('uses the corrections of the site', async () => {
    const site = DEMO.siteKey
    const settings = (await it.services.settings.of(site, () => undefined))!
    const regions = { ...settings.regions, corrections: [{ range: '192.0.2.0/28', region: 'RU-SPE' as RegionCode }] }
    it.services.settings.keep({ ...settings, regions })
    expect((await ask(`/lookup?ip=192.0.2.1&site=${site}`)).body).toMatchObject({
      correction: { range: '192.0.2.0/28' },
      region: 'RU-SPE',
      by: 'table',
    })
    it.services.settings.keep(settings)
  })

  test.each(['?ip=nonsense', '?ip=1.2.3.4&site=x', '?ip=1.2.3.4&country=RUS', ''])('refuses /lookup%s', async (query) => {
    expect(await ask(`/lookup${query}`)).toMatchObject({ status: 400, body: { error: { code: 'invalid_query' } } })
  })

  test('shows no site to another company, and nothing without a key', async () => {
    expect((await ask(`/lookup?ip=1.2.3.4&site=${DEMO.siteKey}`, 'rk_stranger')).status).toBe(404)
    expect((await ask('/lookup?ip=1.2.3.4', '')).status).toBe(401)
    expect((await ask('', 'rk_nobody')).status).toBe(401)
  })
})

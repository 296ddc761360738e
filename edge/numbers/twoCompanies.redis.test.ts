import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, E164, RegionCode, RouteId, SiteId, SiteKey } from '../brands.ts'
import { accounts, apiKeys, numbers, routes, sites } from '../db/schema.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { runJobs } from '../jobs/runJobs.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import { addNumbers } from './addNumbers.store.ts'

const REGION = 'RU-NVS' as RegionCode

describe.skipIf(!hasRedisServer)('companies that want the same numbers at once', () => {
  let it: TestServices
  const companies = Array.from({ length: 5 }, (_, i) => `rival${i}`)
  beforeAll(async () => {
    it = await createTestServices()
    const { db } = it.services
    for (const name of companies) {
      const account = `acc_${name}` as AccountId
      const id = `sit_${name}` as SiteId
      await db.batch([
        db.insert(accounts).values({ id: account, name }),
        db.insert(apiKeys).values({ id: `key_${name}`, accountId: account, name, hash: await sha256Hex(`rk_${name}`), role: 'admin' }),
        db.insert(sites).values({ id, accountId: account, key: `pk_${name}` as SiteKey, name, secret: 's', options: DEFAULT_OPTIONS }),
        db.insert(routes).values({ id: `rou_${name}` as RouteId, siteId: id, destination: '+73830000000' as E164 }),
      ])
      await rebuildSite(it.services, `pk_${name}` as SiteKey)
    }
  }, 60_000)
  afterAll(() => it.stop())

  test('never get one twice, whatever asks for them and however often', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      number: `+7383${7_100_000 + i}` as E164,
      region: REGION,
      connection: DEMO.connection,
    }))
    await addNumbers(it.services.db, { rows, owner: null, cause: 'import', now: it.services.clock() })
    const bind = async (name: string) => {
      const response = await it.app.request('/v1/numbers/bind', {
        method: 'POST',
        headers: { Authorization: `Bearer rk_${name}` },
        body: JSON.stringify({ site: `pk_${name}`, route: `rou_${name}`, region: REGION, count: 7, as: 'stock' }),
      })
      return ((await response.json()) as { bound: E164[] }).bound
    }
    const jobs = () => runJobs(it.services, '* * * * *').then(() => [] as E164[])
    const bound = await Promise.all([...companies, ...companies].flatMap((name) => [bind(name), jobs()]))
    const all = bound.flat()
    expect(new Set(all).size).toBe(all.length)
    const held = new Map<string, string>()
    for (const name of companies) {
      const state = await it.services.hot.pool.state({ site: `pk_${name}` as SiteKey, route: `rou_${name}` as RouteId, region: REGION })
      for (const number of [...state.stock, ...state.active.map((one) => one.number)]) {
        expect(held.get(number)).toBeUndefined()
        held.set(number, `pk_${name}`)
      }
    }
    const known = await it.services.db
      .select()
      .from(numbers)
      .where(sql`region = ${REGION} and site is not null`)
    expect(Object.fromEntries(known.map(({ number, site }) => [number, site]))).toEqual(Object.fromEntries(held))
    expect(known.length).toBe(60)
  }, 60_000)
})

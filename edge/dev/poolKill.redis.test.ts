import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from '@upstash/redis/cloudflare'
import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { AccountId, E164, PageId, RegionCode, RouteId, SiteId, SiteKey } from '../brands.ts'
import type { BeaconAnswer, LeaseAnswer } from '../contract.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { connect } from '../db/client.ts'
import { accounts, apiKeys, leases, numbers, routes, sites, targets } from '../db/schema.ts'
import type { JobServices } from '../jobs/jobServices.ts'
import { reconcile } from '../jobs/reconcile.ts'
import { refillStock } from '../jobs/refillStock.ts'
import { addNumbers } from '../numbers/addNumbers.store.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from '../pool/redis/redisHotState.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import { aVisit, BROWSER, ORIGIN } from './aVisit.ts'
import { findFreePort } from './findFreePort.ts'
import { findEngines } from './launcher/leftovers.ts'
import { runStart, type RunningStart } from './launcher/runStart.ts'
import { hasRedisServer } from './redis/startTestRedis.ts'
import { DEMO } from './seed.ts'

/** `ROTARY_SOAK=1`: as many as issue 3 says. */
const SOAK = process.env['ROTARY_SOAK'] !== undefined
const LEASES = SOAK ? 20_000 : 800
const KILLS = SOAK ? 10 : 3
const CALLERS = 24
const REGION = 'RU-NVS' as RegionCode
/** A second company, which binds numbers of the same inventory. */
const RIVAL = {
  account: 'acc_rival' as AccountId,
  site: 'sit_rival' as SiteId,
  key: 'pk_rival' as SiteKey,
  route: 'rou_rival' as RouteId,
  target: '+73832000000' as E164,
  adminKey: 'rk_rival',
}

const IDS: JobServices['ids'] = { now: Date.now, random: (bytes) => crypto.getRandomValues(bytes) }

interface Answered {
  site: SiteKey
  page: PageId
  number: E164
  token: string
}

describe.skipIf(!hasRedisServer)('kill -9 of Redis and of the worker while numbers move', { timeout: SOAK ? 1_800_000 : 280_000 }, () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-pool-kill-'))), 'data')
  const answered = new Map<string, Answered>()
  let run: RunningStart | undefined
  let edge = ''
  let serial = 0
  afterAll(async () => {
    run?.child.kill('SIGTERM')
    await run?.exitCode()
    for (const pid of findEngines(data)) process.kill(pid, 'SIGKILL')
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  /** Starts everything and opens the engines from here, too. */
  async function start() {
    run = runStart({ env: { ROTARY_DATA: data, PORT: String(await findFreePort()) } })
    edge = (await run.ready()).edge
    const engines = JSON.parse(readFileSync(join(data, 'engines.json'), 'utf8')) as {
      databaseUrl: string
      redis: { url: string; token: string }
    }
    const redis = new Redis({ ...engines.redis, ...REDIS_CLIENT_OPTIONS })
    const services: JobServices = { db: connect(engines.databaseUrl), hot: redisHotState(redis), clock: Date.now, ids: IDS, supplier: null }
    return { redis, services }
  }
  const post = async <Answer>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer | null> => {
    const asked = { method: 'POST', body: JSON.stringify(body), headers: { Origin: ORIGIN, 'User-Agent': BROWSER, ...headers } }
    const response = await fetch(edge + path, { ...asked, signal: AbortSignal.timeout(10_000) }).catch(() => null)
    return response?.ok ? ((await response.json().catch(() => null)) as Answer | null) : null
  }

  async function visit(index: number): Promise<void> {
    const page = `pag_pool${String(index).padStart(6, '0')}` as PageId
    const rival = index % 3 === 0
    const lease = await post<LeaseAnswer>(
      '/v1/leases',
      aVisit({ page, ...(rival && { site: RIVAL.key, slots: [{ target: RIVAL.target }] }) }),
    )
    const number = lease?.slots[0]?.number?.e164
    if (lease?.reason === 'leased' && number)
      answered.set(lease.session, { site: rival ? RIVAL.key : DEMO.siteKey, page, number, token: lease.token! })
  }
  /** Both companies take of one inventory. */
  const bind = (index: number) => {
    const [site, route, key] = index % 2 ? [DEMO.siteKey, DEMO.targets[0]!.route, DEMO.adminKey] : [RIVAL.key, RIVAL.route, RIVAL.adminKey]
    return post('/v1/numbers/bind', { site, route, region: REGION, count: 2, as: 'stock' }, { Authorization: `Bearer ${key}` })
  }
  /** A number leaves rotation; leases take it back when they are short of one. */
  async function drainOne({ hot }: JobServices): Promise<void> {
    const ref = { site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-MOW' as RegionCode }
    const state = await hot.pool.state(ref).catch(() => null)
    const number = state?.active.at(-1)?.number
    if (number) await hot.pool.drain(ref, [number]).catch(() => null)
  }
  function kill(name: string): void {
    const pid = findEngines(data).find((candidate) => readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes(name))
    if (pid === undefined) throw new Error(`${name} does not run`)
    process.kill(pid, 'SIGKILL')
  }

  async function refsOf({ db }: JobServices): Promise<PoolRef[]> {
    const found = await Promise.all([DEMO.siteKey, RIVAL.key].map((key) => loadSettings(db, key)))
    return found.flatMap((settings) =>
      Object.entries(settings!.regions.available).flatMap(([route, regions]) =>
        regions.map((region) => ({ site: settings!.site, route: route as RouteId, region })),
      ),
    )
  }
  /** All that Redis and Postgres say of numbers is the same, and nobody's number is anybody else's. */
  async function expectAgreement(services: JobServices): Promise<void> {
    const { db, hot } = services
    const drain = () => vi.waitFor(async () => expect(await hot.outbox.waiting()).toEqual([]), { timeout: 90_000, interval: 500 })
    await drain()
    for (const site of [DEMO.siteKey, RIVAL.key])
      expect([site, await reconcile(services, { site, drain })]).toMatchObject([site, { differences: 0, directory: 0 }])
    const owners = new Map((await db.select().from(numbers)).map((row) => [row.number, row]))
    const places = new Map<E164, string>()
    for (const ref of await refsOf(services)) {
      const { active, draining, stock } = await hot.pool.state(ref)
      for (const number of [...active.map((one) => one.number), ...draining.map((one) => one.number), ...stock]) {
        expect([number, places.get(number)]).toEqual([number, undefined])
        places.set(number, ref.site)
        expect(owners.get(number)).toMatchObject({
          site: ref.site,
          routeId: ref.route,
          accountId: ref.site === RIVAL.key ? RIVAL.account : DEMO.account,
        })
      }
    }
    expect(places.size).toBe([...owners.values()].filter(({ site, source }) => site !== null && source === null).length)
  }

  test(`after ${LEASES} answered leases and about ${KILLS} kills the two agree, no number is two companies', and every answered lease is known`, async () => {
    let { services } = await start()
    await addCompany(services)
    let round = 0
    for (; answered.size < LEASES; round++) {
      const at = serial + Math.ceil((LEASES / KILLS) * (0.5 + Math.random()))
      const victim = round % 2 ? 'workerd' : 'redis-server'
      const caller = async () => {
        while (serial < at) {
          const mine = ++serial
          if (mine === at) kill(victim)
          else if (mine % 40 === 0) await bind(mine / 40)
          else if (mine % 25 === 0) await drainOne(services)
          await visit(mine)
        }
      }
      await Promise.all(Array.from({ length: CALLERS }, caller))
      expect(await run!.exitCode(), `the launcher notices that ${victim} is gone`).toBe(1)
      ;({ services } = await start())
    }
    // What the next minute would do: numbers that were bound when everything stopped are told of again.
    await refillStock(services)
    await expectAgreement(services)

    for (const site of [DEMO.siteKey, RIVAL.key]) {
      const stored = await services.db.select({ session: leases.session, number: leases.number }).from(leases).where(eq(leases.site, site))
      const known = new Map(stored.map(({ session, number }) => [session as string, number]))
      const own = [...answered].filter(([, lease]) => lease.site === site)
      const unknown = own.filter(([session, { number }]) => known.get(session) !== number)
      expect(unknown.map(([session]) => session)).toEqual([])
      console.log(`${site}: ${own.length} answered leases, ${stored.length} stored`)
    }
    console.log(`${round} kills`)
  })

  test('a flushed Redis is the same after the rebuild, and a valid token makes its page a holder again', async () => {
    run!.child.kill('SIGTERM')
    await run!.exitCode()
    const { services, redis } = await start()
    // The beacon rebuilds its own site only: which company had the last lease is chance.
    const [session, { page, number, token }] = [...answered].findLast(([, lease]) => lease.site === DEMO.siteKey)!
    const before = new Map<string, string[]>()
    const membersOf = async (ref: PoolRef) => {
      const { active, draining, stock } = await services.hot.pool.state(ref)
      return [active.map((one) => `${one.number} active`), draining.map((one) => `${one.number} draining`), stock].flat().sort()
    }
    const refs = await refsOf(services)
    await vi.waitFor(async () => expect(await services.hot.outbox.waiting()).toEqual([]), { timeout: 60_000, interval: 500 })
    for (const ref of refs) before.set(JSON.stringify(ref), await membersOf(ref))
    await redis.flushall()
    const kept = await post<BeaconAnswer>('/v1/beacons', { token, page, state: 'visible', at: Date.now(), events: [] })
    expect(kept).toMatchObject({ reason: 'kept', slots: [{ status: 'kept' }] })
    await rebuildSite(services, RIVAL.key)
    for (const ref of refs) expect([ref, await membersOf(ref)]).toEqual([ref, before.get(JSON.stringify(ref))])
    await expectAgreement(services)
    const record = await services.hot.numbers.find(number)
    const { holders } = await services.hot.pool.history({ site: record!.site, route: record!.route!, region: record!.region, number })
    expect(holders.map((holder) => holder.session)).toContain(session)
  })

  async function addCompany(services: JobServices): Promise<void> {
    const { db } = services
    const options = { ...DEFAULT_OPTIONS, origins: ['loopback'], regions: { ...DEFAULT_OPTIONS.regions, home: REGION } }
    const limits = { address: 1_000_000, network: 1_000_000, visitor: 1_000_000 }
    await db.batch([
      db.insert(accounts).values({ id: RIVAL.account, name: 'Rival' }),
      db
        .insert(apiKeys)
        .values({ id: 'key_rival', accountId: RIVAL.account, name: 'rival', hash: await sha256Hex(RIVAL.adminKey), role: 'admin' }),
      db
        .insert(sites)
        .values({ id: RIVAL.site, accountId: RIVAL.account, key: RIVAL.key, name: 'Rival', secret: 's', options: { ...options, limits } }),
      db.insert(routes).values({ id: RIVAL.route, siteId: RIVAL.site, destination: RIVAL.target }),
      db.insert(targets).values({ id: 'tar_rival', siteId: RIVAL.site, routeId: RIVAL.route, e164: RIVAL.target, slot: RIVAL.target }),
    ])
    const rows = Array.from({ length: 120 }, (_, i) => ({
      number: `+73837${String(i).padStart(6, '0')}` as E164,
      region: REGION,
      connection: DEMO.connection,
    }))
    await addNumbers(db, { rows, owner: null, cause: 'import', now: Date.now() })
    await rebuildSite(services, RIVAL.key)
    await bind(0)
  }
})

import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, CallId, E164, PageId, SessionId, VisitorId } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'
import { callEvents, calls, events, numberMoves, numbers, sessionEvents, sites } from '../db/schema.ts'
import { aNumber, CONNECTION, createLifeWorld, type LifeWorld, REGION } from '../dev/lifeWorld.ts'
import { claimNumbers } from '../numbers/claimNumbers.ts'
import { bindNumbers } from '../pools/bindNumbers.ts'
import { POLICY } from '../pool/policy.ts'
import { checkHealth } from './checkHealth.ts'
import { reconcile } from './reconcile.ts'
import { refillStock } from './refillStock.ts'
import { releaseNumbers } from './releaseNumbers.ts'
import { replenish } from './replenish.ts'
import { sizing } from './sizing.ts'
import { storeNumbers } from './storeNumbers.ts'
import { watchExhaustion } from './watchExhaustion.ts'

const START = Date.UTC(2026, 0, 5, 12)
type Company = Awaited<ReturnType<LifeWorld['company']>>

let world: LifeWorld
/** Lines of numbers that no test has used yet. */
let line = 0
const lines = (count: number) => Array.from({ length: count }, () => ++line)
beforeAll(async () => {
  world = await createLifeWorld(START)
}, 60_000)
afterAll(() => world.stop())

async function bound(company: Company, count: number, to: 'active' | 'stock' = 'active'): Promise<E164[]> {
  const { services, db } = world
  const added = await world.add(lines(count), company.account)
  const moved = await claimNumbers(db, { ...company, count, to, cause: `test:${line}`, now: services.clock() })
  await bindNumbers(services, { site: company.site, moved })
  expect(moved).toHaveLength(count)
  return added.sort()
}
const stateOf = async (number: E164) =>
  (await world.db.select({ state: numbers.state }).from(numbers).where(eq(numbers.number, number)))[0]?.state
const moves = async (number: E164) =>
  (await world.db.select().from(numberMoves).where(eq(numberMoves.number, number)).orderBy(numberMoves.at)).map(
    ({ to, cause }) => `${to} ${cause.split(':')[0]}`,
  )
const called = async (company: Company, number: E164, over: Partial<typeof calls.$inferInsert> = {}) =>
  world.db.insert(calls).values({
    id: `cal_${crypto.randomUUID()}` as CallId,
    connectionId: CONNECTION,
    externalId: crypto.randomUUID(),
    accountId: company.account,
    number,
    direction: 'in',
    status: 'answered',
    startedAt: new Date(world.services.clock()),
    recordings: [],
    eventCount: 1,
    ...over,
  })
async function lease(company: Company) {
  const id = crypto.randomUUID().replaceAll('-', '')
  const outcome = await world.hot.pool.lease({
    site: company.site,
    request: id,
    session: `ses_${id}` as SessionId,
    visitor: `vis_${id}` as VisitorId,
    page: 'pag_00000001' as PageId,
    startedAt: world.services.clock(),
    profile: { device: 'desktop', region: REGION, weight: 1, suspect: false },
    slots: [{ slot: 'phone', route: company.route, chain: [{ region: REGION, size: 2 }], exclusive: false }],
    preferRegion: false,
    overflow: { kind: 'share' },
    sink: null,
    limits: [],
    policy: POLICY,
    visit: JSON.stringify({ touch: {} }),
  })
  if (outcome.kind !== 'answered') throw new Error(outcome.kind)
  return outcome.slots[0]!
}
const raised = async (type: string) =>
  world.db
    .select()
    .from(events)
    .where(eq(events.type, type as never))

describe('storage', () => {
  test('a draining number is stored when 14 days have passed since its last display, however often the job runs', async () => {
    const company = await world.company('store')
    const [a, b] = (await bound(company, 2)) as [E164, E164]
    await world.shown(company, a)
    await world.hot.pool.drain(company, [a, b])
    await world.drain(company.site)
    world.forward(2 * DAY)
    await world.shown(company, b)
    world.forward(12 * DAY + 5 * HOUR)
    await storeNumbers(world.services)
    await storeNumbers(world.services)
    expect([await stateOf(a), await stateOf(b)]).toEqual(['stored', 'draining'])
    expect(await moves(a)).toEqual(['free import', 'active test', expect.stringMatching(/^draining /), 'stored store'])
    expect((await world.hot.pool.state(company)).draining.map(({ number }) => number)).toEqual([b])
    expect(await world.hot.numbers.find(a)).toMatchObject({ state: 'stored', site: company.site })
  })

  test('a call restarts the 14 days', async () => {
    const company = await world.company('called')
    const [number] = (await bound(company, 1)) as [E164]
    await world.shown(company, number)
    await world.hot.pool.drain(company, [number])
    await world.drain(company.site)
    world.forward(10 * DAY)
    await called(company, number)
    world.forward(13 * DAY)
    await storeNumbers(world.services)
    expect(await stateOf(number)).toBe('draining')
    await world.db.delete(calls).where(eq(calls.number, number))
    await storeNumbers(world.services)
    expect(await stateOf(number), 'even when the call was deleted since').toBe('draining')
    world.forward(2 * DAY)
    await storeNumbers(world.services)
    expect(await stateOf(number)).toBe('stored')
  })

  test('the operator’s number is free after its storage and nobody’s then; a call to it restarts the storage', async () => {
    const company = await world.company('release')
    const [a, b] = lines(2)
    await world.add([a!, b!])
    const moved = await claimNumbers(world.db, { ...company, count: 2, to: 'active', cause: 'test', now: world.services.clock() })
    await bindNumbers(world.services, { site: company.site, moved })
    await world.hot.pool.drain(company, [aNumber(a!), aNumber(b!)])
    await world.drain(company.site)
    world.forward(HOUR)
    await storeNumbers(world.services)
    world.forward(90 * DAY)
    await called(company, aNumber(b!))
    world.forward(11 * DAY)
    await releaseNumbers(world.services)
    await releaseNumbers(world.services)
    expect([await stateOf(aNumber(a!)), await stateOf(aNumber(b!))]).toEqual(['free', 'stored'])
    const [row] = await world.db
      .select()
      .from(numbers)
      .where(eq(numbers.number, aNumber(a!)))
    expect(row).toMatchObject({ accountId: null, site: null, routeId: null })
    expect(await world.hot.numbers.find(aNumber(a!))).toBeNull()
    expect(await world.hot.numbers.find(aNumber(b!))).toMatchObject({ state: 'stored' })
    world.forward(90 * DAY)
    await releaseNumbers(world.services)
    expect(await stateOf(aNumber(b!))).toBe('free')
  })

  test('a company takes back what it has in storage before it draws on the inventory; nobody else can', async () => {
    const [company, other] = [await world.company('back'), await world.company('other')]
    const [own] = (await bound(company, 1)) as [E164]
    await world.hot.pool.drain(company, [own])
    await world.drain(company.site)
    world.forward(HOUR)
    await storeNumbers(world.services)
    const now = world.services.clock()
    const theirs = await claimNumbers(world.db, { ...other, count: 99, to: 'stock', cause: 'test', now })
    expect(theirs.map(({ number }) => number)).not.toContain(own)
    const mine = await claimNumbers(world.db, { ...company, count: 1, to: 'stock', cause: 'again', now })
    expect(mine).toMatchObject([{ number: own, from: 'stored', site: company.site }])
  })
})

describe('pools', () => {
  test('stock is filled up from the inventory once, and what lacks is told before anything runs out', async () => {
    const company = await world.company('refill')
    await bound(company, 3)
    await world.add(lines(1), company.account)
    await refillStock(world.services)
    await refillStock(world.services)
    expect((await world.hot.pool.state(company)).stock).toHaveLength(1)
    const told = (await raised('pool.low')).filter(({ accountId }) => accountId === company.account)
    expect(told).toMatchObject([{ data: { site: company.site, unused: 1, active: 3 } }])
    const [number] = await world.add(lines(1), company.account)
    await refillStock(world.services)
    expect((await world.hot.pool.state(company)).stock).toContain(number)
    expect(await world.hot.numbers.find(number!)).toMatchObject({ site: company.site, state: 'stock', destination: '+74950000000' })
  })

  test('stock that was bound by a run that was killed is told to the hot state by the next one', async () => {
    const company = await world.company('killed')
    await bound(company, 2)
    const [number] = await world.add(lines(1), company.account)
    await claimNumbers(world.db, { ...company, count: 1, to: 'stock', cause: 'killed', now: world.services.clock() })
    await refillStock(world.services)
    expect((await world.hot.pool.state(company)).stock).toEqual([number])
  })

  test('sizing measures four weeks, drains the newest of a surplus and grows what is too small, once', async () => {
    const company = await world.company('sized', { sessionsPerDay: 1 })
    const old = await bound(company, 3)
    const from = world.services.clock()
    for (let week = 0; week < 2; week++) {
      world.to(from + week * 7 * DAY)
      // 8 visits in an hour: N = ceil(1.1 · 8 · 1100 / 3600) = 3.
      for (let visit = 0; visit < 8; visit++) await world.shown(company, old[visit % 3]!)
      world.forward(DAY)
      await sizing(world.services, company.site)
    }
    const unmeasured = await world.db
      .select({ options: sites.options, version: sites.version })
      .from(sites)
      .where(eq(sites.key, company.site))
    expect(unmeasured[0]).toMatchObject({ version: 2, options: { sizes: { [`${company.route}|${REGION}`]: 3 } } })
    world.forward(HOUR)
    const added = await bound(company, 3)
    await sizing(world.services, company.site)
    await sizing(world.services, company.site)
    const state = await world.hot.pool.state(company)
    expect(state.draining.map(({ number }) => number).sort()).toEqual(added)
    expect(state.active.map(({ number }) => number).sort()).toEqual(old)
    await world.drain(company.site)
    // A busier week: what drains comes back first, newest first, then stock, then the inventory.
    world.to(from + 14 * DAY)
    // The median of the two weeks' hours is 16: N = 6.
    for (let visit = 0; visit < 24; visit++) await world.shown(company, old[visit % 3]!)
    world.forward(3 * HOUR)
    await world.add(lines(5), company.account)
    await sizing(world.services, company.site)
    await world.drain(company.site)
    await sizing(world.services, company.site)
    const grown = await world.hot.pool.state(company)
    expect(grown).toMatchObject({ draining: [], stock: [] })
    expect(grown.active).toHaveLength(6)
    // An owner who wants fewer numbers: N = ceil(1.1 · 16 · 380 / 3600) = 2.
    await world.db
      .update(sites)
      .set({ options: sql`${sites.options} || '{"restMinutes":3}'` })
      .where(eq(sites.key, company.site))
    await sizing(world.services, company.site)
    expect((await world.hot.pool.state(company)).active).toHaveLength(2)
  })

  test('a wiped hot state is rebuilt by sizing, not filled with new numbers', async () => {
    const company = await world.company('wiped')
    await bound(company, 12)
    await world.add(lines(5), company.account)
    await world.hot.settings.remove(company.site)
    await sizing(world.services, company.site)
    expect((await world.hot.pool.state(company)).active).toHaveLength(12)
  })

  test('visitors that had to share are told of once a day', async () => {
    const company = await world.company('short')
    await bound(company, 1)
    await lease(company)
    await lease(company)
    await watchExhaustion(world.services)
    await watchExhaustion(world.services)
    const told = (await raised('pool.exhausted')).filter(({ accountId }) => accountId === company.account)
    expect(told).toMatchObject([{ data: { site: company.site, route: company.route, region: REGION, shared: 1, original: 0 } }])
  })
})

describe('replenishment', () => {
  test('what a region lacks is ordered once, and only of connections that there are', async () => {
    const orders: { id: string; count: number }[] = []
    const supplied = lines(30)
    const supplier = {
      order: async (order: { id: string; count: number }) => {
        orders.push(order)
        const rows = supplied.slice(0, order.count).map((one) => ({ number: aNumber(one), region: REGION, connection: CONNECTION }))
        return [{ number: aNumber(++line), region: REGION, connection: 'con_nobody' as typeof CONNECTION }, ...rows.slice(1)]
      },
    }
    await world.add(lines(5))
    const free = async () =>
      (await world.db.execute<{ count: number }>(sql`select count(*)::int from numbers where state = 'free' and owner_id is null`)).rows[0]!
        .count
    const before = await free()
    await replenish({ ...world.services, supplier })
    expect(orders).toHaveLength(1)
    expect(await free()).toBe(before + orders[0]!.count - 1)
    expect(await moves(aNumber(supplied[1]!))).toEqual(['free order'])
  })

  test('a supplier that fails is told of by what lacks, and nothing breaks', async () => {
    await world.db.execute(sql`update numbers set state = 'retired' where state = 'free' and owner_id is null`)
    world.forward(DAY)
    const supplier = { order: async () => Promise.reject(new Error('down')) }
    await replenish({ ...world.services, supplier })
    expect(await raised('pool.low')).toContainEqual(
      expect.objectContaining({ accountId: null, data: expect.objectContaining({ region: REGION, free: 0, received: 0 }) }),
    )
  })
})

describe('health', () => {
  test('a number that gets mostly spam leaves rotation, still routes calls, and is never given to anybody again', async () => {
    const company = await world.company('spam')
    const [bad, good] = (await bound(company, 2)) as [E164, E164]
    for (let i = 0; i < 6; i++) await called(company, bad, { spam: 'many-numbers' })
    await checkHealth(world.services)
    await checkHealth(world.services)
    expect((await world.hot.pool.state(company)).active.map(({ number }) => number)).toEqual([good])
    expect(await world.hot.numbers.find(bad)).toMatchObject({ state: 'stored', site: company.site })
    const told = (await raised('number.unhealthy')).filter(({ accountId }) => accountId === company.account)
    expect(told).toMatchObject([{ data: { number: bad, reason: 'spam', spam: 6 } }])
    expect(await claimNumbers(world.db, { ...company, count: 5, to: 'stock', cause: 'x', now: world.services.clock() })).toEqual([])
  })

  test('a number whose taps bring no call is silent until a call comes', async () => {
    const company = await world.company('silent')
    const [number] = (await bound(company, 1)) as [E164]
    for (let i = 0; i < 8; i++) {
      const session = `ses_silent${i}` as SessionId
      await world.shown(company, number, session)
      await world.db.insert(sessionEvents).values({
        id: `tap${i}`,
        site: company.site,
        session,
        page: 'pag_1' as PageId,
        type: 'tap',
        at: new Date(world.services.clock() + 1000),
        data: { slot: 'phone' },
      })
    }
    world.forward(HOUR)
    await checkHealth(world.services)
    expect(await stateOf(number)).toBe('active')
    world.forward(2 * HOUR)
    await checkHealth(world.services)
    expect(await stateOf(number), 'while nothing is heard of any number, others would be no better').toBe('active')
    const told = (await raised('number.unhealthy')).filter(({ accountId }) => accountId === company.account)
    expect(told).toMatchObject([{ data: { number, reason: 'silent', leftRotation: false, tapsSinceCall: 8 } }])
    const event = { externalId: 'x', type: 'start', at: world.services.clock() } as const
    await world.db.insert(callEvents).values({
      connectionId: CONNECTION,
      key: 'start',
      externalId: 'x',
      accountId: company.account,
      event,
      at: new Date(event.at),
      receivedAt: event.at,
    })
    await checkHealth(world.services)
    expect(
      await world.db.select({ state: numbers.state, unhealthy: numbers.unhealthy }).from(numbers).where(eq(numbers.number, number)),
    ).toEqual([{ state: 'stored', unhealthy: 'silent' }])
    world.forward(HOUR)
    await called(company, number)
    await checkHealth(world.services)
    expect(await claimNumbers(world.db, { ...company, count: 1, to: 'stock', cause: 'well', now: world.services.clock() })).toHaveLength(1)
  })
})

describe('reconciliation', () => {
  test('finds nothing where nothing is wrong, whatever moves', async () => {
    const company = await world.company('even')
    await bound(company, 3)
    await bound(company, 1, 'stock')
    await world.hot.pool.drain(company, [(await world.hot.pool.state(company)).active[0]!.number])
    expect(await reconcile(world.services, { site: company.site, drain: () => world.drain(company.site) })).toEqual({
      pools: 1,
      differences: 0,
      directory: 0,
    })
  })

  test('repairs numbers of two sites, of no pool, in another state, and wrong directory entries', async () => {
    const [company, other] = [await world.company('repair'), await world.company('thief')]
    const [a, b, c] = (await bound(company, 3)) as [E164, E164, E164]
    const [theirs] = (await bound(other, 1)) as [E164]
    const [stored] = (await bound(company, 1, 'stock')) as [E164]
    await world.hot.pool.fill(company, [theirs], 'active')
    await world.hot.pool.remove(company, [a])
    await world.db.execute(sql`update numbers set state = 'draining' where number = ${b}`)
    await world.hot.pool.fill(company, [stored], 'active')
    await world.hot.numbers.put([{ ...(await world.hot.numbers.find(c))!, destination: '+74959999999' as E164 }])
    await world.hot.numbers.remove([a])
    const drain = () => world.drain(company.site)
    expect(await reconcile(world.services, { site: company.site, drain })).toEqual({ pools: 1, differences: 4, directory: 2 })
    expect((await world.hot.pool.state(company)).active.map(({ number }) => number).sort()).toEqual([a, b, c, stored].sort())
    expect([await stateOf(b), await stateOf(stored), await stateOf(theirs)]).toEqual(['active', 'active', 'active'])
    expect(await world.hot.numbers.find(theirs)).toMatchObject({ site: other.site })
    expect((await world.hot.numbers.find(c))!.destination).toBe('+74950000000')
    expect(await reconcile(world.services, { site: company.site, drain })).toMatchObject({ differences: 0, directory: 0 })
    expect((await raised('pool.repaired')).filter(({ accountId }) => accountId === ('acc_repair' as AccountId))).toHaveLength(1)
  })
})

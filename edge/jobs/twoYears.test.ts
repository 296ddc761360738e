import { asc, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { AccountId, CallId, E164, PageId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { DAY, HOUR, MINUTE } from '../clock.ts'
import { calls, numberMoves, numbers } from '../db/schema.ts'
import { aNumber, CONNECTION, createLifeWorld, REGION } from '../dev/lifeWorld.ts'
import { claimNumbers } from '../numbers/claimNumbers.ts'
import { bindNumbers } from '../pools/bindNumbers.ts'
import { POLICY } from '../pool/policy.ts'
import type { HotState } from '../pool/hotState.port.ts'
import { runJobs } from './runJobs.ts'

/** `ROTARY_RUNS` over 1: as many times more nights and companies. */
const RUNS = Math.max(1, Number(process.env.ROTARY_RUNS ?? 1))
const SOAK = RUNS > 1
const COMPANIES = SOAK ? 12 : 4
const NUMBERS = COMPANIES * 7
const START = Date.UTC(2024, 0, 1, 12)
const YEARS = 2 * 365 * DAY
/** A week by default: an hour of the week then comes again. */
const STEP = SOAK ? DAY : 7 * DAY
/** Weeks for which a company's demand stays as it is. */
const SEASON = 10

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The hot state, failing now and then in the middle of a job as it does when the worker is killed there. */
function mortal(hot: HotState, dies: () => boolean): HotState {
  const deadly = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          if (dies()) throw new Error('killed')
          return (method as (...args: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  return { ...hot, pool: deadly(hot.pool), numbers: deadly(hot.numbers), settings: deadly(hot.settings) }
}

test(
  'in two years of growing, shrinking and dying jobs no number reaches another company before its 14 + 90 days',
  async () => {
    const random = seeded(20_260_101 + RUNS)
    const world = await createLifeWorld(START)
    let killable = false
    let kills = 0
    const dies = () => killable && random() < 0.01 && ++kills > 0
    const services = { ...world.services, hot: mortal(world.hot, dies) }
    await world.add(Array.from({ length: NUMBERS }, (_, line) => line))
    const companies = await Promise.all(Array.from({ length: COMPANIES }, (_, i) => world.company(`c${i}`, { sessionsPerDay: 1 })))
    for (const company of companies) {
      const moved = await claimNumbers(world.db, { ...company, count: 2, to: 'active', cause: 'bind', now: START })
      await bindNumbers(services, { site: company.site, moved })
    }
    /** Each display and call: who had the number, and whether it was in storage. */
    const uses: { number: E164; account: AccountId; at: number; stored: boolean }[] = []
    let visits = 0

    async function showTo({ site, route, account }: (typeof companies)[number], count: number): Promise<void> {
      for (let i = 0; i < count; i++) {
        const id = (++visits).toString(16).padStart(32, '0')
        const outcome = await world.hot.pool.lease({
          site,
          request: id,
          session: `ses_${id}` as SessionId,
          visitor: `vis_${id}` as VisitorId,
          page: 'pag_00000001' as PageId,
          startedAt: services.clock(),
          profile: { device: 'desktop', region: REGION, weight: 1, suspect: false },
          slots: [{ slot: 'phone', route, chain: [{ region: REGION, size: 20 }], exclusive: false }],
          preferRegion: false,
          overflow: { kind: 'share' },
          sink: null,
          limits: [],
          policy: POLICY,
          visit: VISIT,
        })
        const slot = outcome.kind === 'answered' && outcome.slots[0]
        if (slot && slot.kind === 'leased') uses.push({ number: slot.number, account, at: services.clock(), stored: false })
        // Two minutes apart, none stays: an hour of them.
        world.forward(MINUTE)
      }
    }

    async function callSome(): Promise<void> {
      const bound = await world.db
        .select({ number: numbers.number, account: numbers.accountId, site: numbers.site, state: numbers.state })
        .from(numbers)
        .where(inArray(numbers.state, ['active', 'draining', 'stored']))
        .orderBy(asc(numbers.number))
      const called = bound.filter(({ state }) => random() < (state === 'stored' ? 0.004 : 0.05))
      if (!called.length) return
      const rows = called.map(({ number, account, site }): typeof calls.$inferInsert => ({
        id: `cal_${crypto.randomUUID()}` as CallId,
        connectionId: CONNECTION,
        externalId: crypto.randomUUID(),
        accountId: account!,
        site,
        number,
        direction: 'in',
        status: 'answered',
        startedAt: new Date(services.clock()),
        recordings: [],
        eventCount: 1,
      }))
      await world.db.insert(calls).values(rows)
      for (const { number, account, state } of called)
        uses.push({ number, account: account!, at: services.clock(), stored: state === 'stored' })
    }

    const jobs = (cron: string) =>
      runJobs(services, cron).catch((error: unknown) => {
        for (const cause of (error as AggregateError).errors) if (!String(cause).includes('killed')) throw cause
      })

    let next = START
    for (let step = 0; next < START + YEARS; step++) {
      world.to(next)
      next += STEP
      killable = false
      for (const [i, company] of companies.entries()) {
        const season = Math.floor((step * STEP) / (SEASON * 7 * DAY)) + i
        await showTo(company, step % (SOAK ? 7 : 1) === 0 ? [1, 16, 2, 26][season % 4]! : 1)
      }
      await callSome()
      world.forward(HOUR)
      killable = true
      await jobs('17 2 * * *')
      if (random() < 0.1) await jobs('17 2 * * *')
      await jobs('* * * * *')
    }
    // Nobody dies on the last night: everything is in order after it.
    killable = false
    world.forward(DAY)
    await jobs('17 2 * * *')

    const moves = await world.db.select().from(numberMoves).orderBy(asc(numberMoves.number), asc(numberMoves.at))
    const usesOf = Map.groupBy(uses, ({ number }) => number)
    let passed = 0
    let soonest = Infinity
    for (const [number, history] of Map.groupBy(moves, ({ number: moved }) => moved)) {
      for (const { to, accountId, at } of history) {
        if (to !== 'stock' && to !== 'active') continue
        const before = usesOf.get(number)?.filter((use) => use.at < at.getTime() && use.account !== accountId) ?? []
        for (const use of before) {
          const days = (at.getTime() - use.at) / DAY
          expect(days, `${number} of ${use.account} given to ${accountId}`).toBeGreaterThanOrEqual(use.stored ? 90 : 104)
          soonest = Math.min(soonest, days)
        }
        if (before.length > 0) passed++
      }
    }
    console.log(
      JSON.stringify({
        companies: COMPANIES,
        displays: visits,
        moves: moves.length,
        movesAfterAnother: passed,
        kills,
        soonestDays: Math.round(soonest * 10) / 10,
      }),
    )
    expect(passed, 'numbers went on to other companies at all').toBeGreaterThan(3)
    expect(kills).toBeGreaterThan(10)

    const now = await world.db.select().from(numbers)
    const holding = new Map<string, SiteKey>()
    for (const company of companies) {
      const { active, draining, stock } = await world.hot.pool.state(company)
      for (const number of [...[...active, ...draining].map((one) => one.number), ...stock]) {
        expect(holding.get(number), `${number} is in one pool only`).toBeUndefined()
        holding.set(number, company.site)
      }
    }
    for (const { number, site, state } of now) {
      const isBound = state === 'active' || state === 'draining' || state === 'stock'
      expect(holding.get(number) ?? null, `${number} is where Postgres says`).toBe(isBound ? site : null)
      expect((await world.hot.numbers.find(number))?.site ?? null).toBe(site)
    }
    expect(now.map(({ number }) => number).sort()).toEqual(Array.from({ length: NUMBERS }, (_, line) => aNumber(line)).sort())
    await world.stop()
  },
  SOAK ? 3_600_000 : 120_000,
)

const VISIT = JSON.stringify({
  landing: 'https://shop.example/',
  referrer: '',
  touch: {
    source: '(direct)',
    medium: '(none)',
    campaign: null,
    content: null,
    term: null,
    channel: 'Direct',
    clickId: null,
    clickNetwork: null,
  },
  device: 'desktop',
  region: REGION,
  regionBy: 'cf',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  consent: 'full',
  params: {},
  startedAt: START,
})

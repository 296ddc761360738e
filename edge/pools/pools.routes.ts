import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { DEFAULT_BACKGROUND } from '../attribution/attributeCall.ts'
import { UIS_TABLES } from '../attribution/tables/uis.ts'
import { thresholdFor } from '../attribution/thresholdFor.ts'
import { before } from '../db/before.ts'
import { events } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { targetFree } from '../numbers/planOrder.ts'
import { regionStock } from '../numbers/regionStock.store.ts'
import { storageTime } from '../numbers/storageTime.ts'
import { DAY } from '../clock.ts'
import { advisePool, namedInstead, sizesBeside } from './advisePool.ts'
import { forecastPool } from './forecastPool.ts'
import { hourlyDemand } from './hourlyDemand.store.ts'
import { activeNumber, mayWait } from './activeNumber.ts'
import { parsePoolId, poolId } from './poolId.ts'
import { poolWeek } from './poolWeek.store.ts'
import { type SitePool, sitePools } from './sitePools.store.ts'

/** Calls have events too, at `/v1/live` and by webhook. */
const OF_POOLS = inArray(events.type, ['pool.low', 'pool.exhausted', 'pool.repaired', 'number.unhealthy'])

/** What attribution aims at; its threshold follows the account's own calls, a forecast takes what it begins with. */
const PRECISION = 0.98

/** Of so many numbers at most the pasts are asked for: one request to Redis each. */
const MOST_HISTORIES = 100

/** Figures of a pool may be added at any time. */
const PoolSchema = v.looseObject({ id: v.string(), site: v.string(), route: v.string(), region: v.string() })

/**
 * `GET /v1/pools`, the account's pools; `GET /v1/pools/:pool` with its load by hour, forecast and advice; `GET /v1/pools/events`, what
 * ran or runs low; `GET /v1/pools/inventory`, the operator's free numbers by region.
 */
export const poolsRoutes = new Hono<AppEnv>()

poolsRoutes.use(accountAccess)
poolsRoutes.get(
  '/',
  documented({
    id: 'listPools',
    tag: 'Pools',
    summary: 'Pools: the active numbers of a site, route and region',
    query: v.object(PageQueryEntries),
    answer: pageSchema(PoolSchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const pools = await sitePools(c.var.services.db, { account: c.var.principal.account })
    const rows = pools.map((pool) => ({ ...pool, id: poolId(pool) })).sort((a, b) => (a.id < b.id ? -1 : 1))
    const rest = after ? rows.filter(({ id }) => id > after.id) : rows
    return c.json(toPage(rest.slice(0, limit + 1), { limit, key: ({ id }) => ({ at: EPOCH, id }), item: poolItem }))
  },
)

poolsRoutes.get(
  '/events',
  documented({
    id: 'listPoolEvents',
    tag: 'Pools',
    summary: 'What ran or runs low',
    query: v.object(PageQueryEntries),
    answer: pageSchema(v.object({ id: v.string(), type: v.string(), data: v.record(v.string(), v.unknown()), at: MomentSchema })),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const { services, principal } = c.var
    const mine = eq(events.accountId, principal.account)
    const rows = await services.db
      .select({ id: events.id, type: events.type, data: events.data, at: events.at })
      .from(events)
      .where(
        and(
          OF_POOLS,
          services.config.operator === principal.account ? or(mine, isNull(events.accountId)) : mine,
          before(events.at, events.id, after),
        ),
      )
      .orderBy(desc(events.at), desc(events.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ at, id }) => ({ at: at.toISOString(), id }), item: (row) => row }))
  },
)

poolsRoutes.get(
  '/inventory',
  documented({
    id: 'getInventory',
    tag: 'Pools',
    summary: 'Free numbers by region; for the operator',
    answer: pageSchema(v.looseObject({ region: v.string() })),
  }),
  async (c) => {
    const { config, db, clock } = c.var.services
    if (config.operator !== c.var.principal.account) return c.json({ items: [], next: null })
    const items = (await regionStock(db, clock())).map(({ region, free, active, draws, stored }) => {
      const target = targetFree({ draws, active })
      return { region, free, active, stored: stored.length, target, storageDays: storageTime({ free, target }) / DAY }
    })
    return c.json({ items, next: null })
  },
)

poolsRoutes.get(
  '/:pool',
  documented({ id: 'getPool', tag: 'Pools', summary: 'One pool with its load by hour, forecast and advice', answer: PoolSchema }),
  async (c) => {
    const { db, hot, clock } = c.var.services
    const ref = parsePoolId(c.req.param('pool'))
    const pools = ref ? await sitePools(db, { account: c.var.principal.account, site: ref.site }) : []
    const pool = pools.find((one) => one.route === ref?.route && one.region === ref.region)
    if (!pool) throw new RotaryError('not_found', 'There is no such pool')
    const names = new Set([`${pool.route}|${pool.region}`])
    const [state, week, demand] = await Promise.all([
      hot.pool.state(pool),
      poolWeek(db, pool, clock()),
      hourlyDemand(db, { site: pool.site, pools: names, now: clock() }),
    ])
    const now = clock()
    const waiting = state.active.filter((active) => mayWait(active, now)).slice(0, MOST_HISTORIES)
    const past = await Promise.all(waiting.map(({ number }) => hot.pool.history({ ...pool, number })))
    const histories = new Map(past.map((history) => [history.number, history]))
    const hours = week.load.map(({ visits }) => visits)
    const [threshold, background] = [thresholdFor(PRECISION, []), DEFAULT_BACKGROUND]
    const at = (size: number) => forecastPool({ size, hours, visible: demand.visible, tables: UIS_TABLES, background, threshold })
    const asIs = at(pool.size)
    const forecast = sizesBeside(pool.size).map((size) => {
      const other = at(size)
      return { size, ...other, named: namedInstead(week.unknownCalls, { before: asIs, after: other }) }
    })
    const shared = week.load.reduce((sum, hour) => sum + hour.shared, 0)
    const facts = { size: pool.size, active: state.active.length, stock: state.stock.length, shared, unknownCalls: week.unknownCalls }
    return c.json({
      ...poolItem({ ...pool, id: poolId(pool), active: state.active.length, draining: state.draining.length, stock: state.stock.length }),
      numbers: {
        active: state.active.map((active) => activeNumber(active, now, histories.get(active.number))),
        draining: state.draining.map(({ number, since }) => ({ number, since: new Date(since) })),
        stock: state.stock,
      },
      week,
      forecast,
      advice: advisePool(facts, forecast),
    })
  },
)

const EPOCH = new Date(0).toISOString()

function poolItem({ account: _account, ...pool }: SitePool & { id: string }) {
  return pool
}

import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { readBasis } from '../calls/attributionBasis.store.ts'
import { DAY } from '../clock.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, pageSchema } from '../http/answers.ts'
import { documented } from '../http/openapi/documented.ts'
import { readJson } from '../http/readJson.ts'
import { readQuery } from '../http/readQuery.ts'
import { poolId } from '../pools/poolId.ts'
import { sitePools } from '../pools/sitePools.store.ts'
import { requireSite } from '../sites/sites.routes.ts'
import { tableVersions, thresholdHistory } from './accuracy.table.ts'
import { explainAccuracy } from './explainAccuracy.ts'
import type { NumberPast } from './numberPast.ts'
import { poolSizing, SIZING_WINDOW } from './poolSizing.ts'
import { recordedPast, rotatedNumbers } from './recordedPast.store.ts'
import { siteAccuracy } from './siteAccuracy.ts'
import { chooseVersion, findVersion, SHIPPED, tablesInUse } from './tableVersions.store.ts'

const MAX_BODY = 1024
const PAGE = 100
/** Numbers of a site up to which its week is replayed with other sizes. */
const MOST_REPLAYED = 400

const wholeNumber = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number'), v.transform(Number), v.minValue(least), v.maxValue(most))
const AccuracyQuerySchema = v.object({
  site: v.string(),
  days: v.optional(wholeNumber(1, 90), '28'),
  language: v.optional(v.picklist(['en', 'ru']), 'en'),
})
const HistoryQuerySchema = v.object({ site: v.string(), cursor: v.optional(v.pipe(v.string(), v.isoDate())) })
const VersionsQuerySchema = v.object({ cursor: v.optional(wholeNumber(1, 999_999_999)) })
const ChoiceSchema = v.strictObject({ version: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999_999))) })

const measureEntries = { count: v.number(), claimed: v.number(), precision: v.number(), low: v.number(), high: v.number() }
const AccuracySchema = v.looseObject({
  site: v.string(),
  from: MomentSchema,
  to: MomentSchema,
  /** Asked for, and the θ that follows from it. */
  precision: v.number(),
  threshold: v.number(),
  /** Calls of the last 30 days that it follows. */
  claims: v.number(),
  /** Version of the tables in use; 0 = as shipped. */
  version: v.number(),
  /** Calls just after a tap, attributed again without it. `bound`: callers who do not tap are not among them, so that truth is lower. */
  measured: v.object({ ...measureEntries, named: v.number(), bound: v.literal('upper'), text: v.string() }),
  /** The same calls by the claim of their best candidate, named or not. */
  calibration: v.array(v.object({ ...measureEntries, from: v.number(), to: v.number() })),
  /** By pool, of the last seven days; empty where the site has too many numbers to be replayed. */
  sizing: v.array(v.looseObject({ pool: v.string(), size: v.number(), advice: v.nullable(v.string()) })),
})
const VersionSchema = v.object({
  version: v.number(),
  night: v.nullable(v.string()),
  calls: v.number(),
  basedOn: v.nullable(v.number()),
  background: v.number(),
  at: v.nullable(MomentSchema),
})
const InUseSchema = v.object({ version: v.number(), held: v.boolean() })

/** `/v1/accuracy`: how often attribution is right, as far as that can be measured, and what it goes by. */
export const accuracyRoutes = new Hono<AppEnv>()

accuracyRoutes.use(accountAccess)

accuracyRoutes.get(
  '/',
  documented({
    id: 'getAccuracy',
    tag: 'Accuracy',
    summary: 'Claimed against measured precision of a site, and what other pool sizes would have given',
    query: AccuracyQuerySchema,
    answer: AccuracySchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { db, clock } = services
    const { account } = principal
    const { site: name, days, language } = readQuery(c, AccuracyQuerySchema)
    const { key: site, options } = await requireSite(db, { site: name, account })
    const now = clock()
    const from = now - days * DAY
    const counted = await readBasis(db, { account, site, precision: options.precision, now })
    const basis = { ...counted, background: options.strayCalls ?? counted.background }
    const { measured, bands } = await siteAccuracy(db, { site, from, now, basis })
    const week = { site, from: now - SIZING_WINDOW, now }
    const numbers = await rotatedNumbers(db, { ...week, most: MOST_REPLAYED + 1 })
    const pasts: NumberPast[] = []
    if (numbers.length <= MOST_REPLAYED) for await (const some of recordedPast(db, { ...week, numbers })) pasts.push(...some)
    const sizing = []
    for (const pool of await sitePools(db, { account, site })) {
      const own = pasts.filter(({ route, region }) => route === pool.route && region === pool.region)
      if (own.length) sizing.push({ pool: poolId(pool), ...(await poolSizing(db, { pool, pasts: own, basis, now, language })) })
    }
    const { precision, threshold, claims, version } = basis
    return c.json({
      site,
      from: new Date(from),
      to: new Date(now),
      precision,
      threshold,
      claims,
      version,
      measured: { ...measured, bound: 'upper', text: explainAccuracy(measured, language) },
      calibration: bands,
      sizing,
    })
  },
)

accuracyRoutes.get(
  '/thresholds',
  documented({
    id: 'listThresholds',
    tag: 'Accuracy',
    summary: 'The threshold of a site night by night, newest first',
    query: HistoryQuerySchema,
    answer: pageSchema(
      v.object({
        night: v.string(),
        precision: v.number(),
        threshold: v.number(),
        claims: v.number(),
        version: v.number(),
        at: MomentSchema,
      }),
    ),
  }),
  async (c) => {
    const { services, principal } = c.var
    const { site: name, cursor } = readQuery(c, HistoryQuerySchema)
    const { key } = await requireSite(services.db, { site: name, account: principal.account })
    const rows = await services.db
      .select()
      .from(thresholdHistory)
      .where(and(eq(thresholdHistory.site, key), cursor ? lt(thresholdHistory.night, cursor) : undefined))
      .orderBy(desc(thresholdHistory.night))
      .limit(PAGE + 1)
    const items = rows.slice(0, PAGE).map(({ accountId: _, site: __, ...row }) => row)
    return c.json({ items, next: rows.length > PAGE ? items.at(-1)!.night : null })
  },
)

accuracyRoutes.get(
  '/tables',
  documented({
    id: 'listTables',
    tag: 'Accuracy',
    summary: 'Versions of the intensity tables, newest first; 0 is the shipped one',
    query: VersionsQuerySchema,
    answer: v.object({ inUse: InUseSchema, items: v.array(VersionSchema), next: v.nullable(v.string()) }),
  }),
  async (c) => {
    const { services, principal } = c.var
    const { cursor } = readQuery(c, VersionsQuerySchema)
    const { account } = principal
    const { version, held } = await tablesInUse(services.db, account)
    const { accountId: _, tables: __, ...columns } = getTableColumns(tableVersions)
    const rows = await services.db
      .select(columns)
      .from(tableVersions)
      .where(and(eq(tableVersions.accountId, account), cursor ? lt(tableVersions.version, cursor) : undefined))
      .orderBy(desc(tableVersions.version))
      .limit(PAGE + 1)
    const more = rows.length > PAGE
    const items = rows.slice(0, PAGE)
    const shipped = { version: SHIPPED.version, night: null, calls: 0, basedOn: null, background: SHIPPED.background, at: null }
    return c.json({
      inUse: { version, held },
      items: more ? items : [...items, shipped],
      next: more ? String(items.at(-1)!.version) : null,
    })
  },
)

accuracyRoutes.get(
  '/tables/:version',
  documented({
    id: 'getTables',
    tag: 'Accuracy',
    summary: 'One version with its tables: calls per second of one session by state and age',
    answer: v.looseObject({ version: v.number(), background: v.number(), tables: v.looseObject({}) }),
  }),
  async (c) => {
    const version = /^\d{1,9}$/.test(c.req.param('version')) ? Number(c.req.param('version')) : -1
    const found = version < 0 ? null : await findVersion(c.var.services.db, { account: c.var.principal.account, version })
    if (!found) throw new RotaryError('not_found', 'There is no such version')
    const { tables, background } = found
    return c.json({ version, background, tables })
  },
)

accuracyRoutes.put(
  '/tables/current',
  documented({
    id: 'chooseTables',
    tag: 'Accuracy',
    summary: 'Go back to a version and stay with it, or follow the newest again (null); in force within ten minutes',
    body: ChoiceSchema,
    answer: InUseSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { account, key: by } = principal
    const { version } = await readJson(c, { schema: ChoiceSchema, maxBytes: MAX_BODY })
    if (version !== null && !(await findVersion(services.db, { account, version })))
      throw new RotaryError('not_found', 'There is no such version')
    await chooseVersion(services.db, { account, version, by, now: services.clock() })
    const inUse = await tablesInUse(services.db, account)
    return c.json({ version: inUse.version, held: inUse.held })
  },
)

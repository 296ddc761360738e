import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import { calls, sessions, sites } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { bearer, findPrincipal } from '../http/bearer.ts'
import { csvLine } from '../http/csvLine.ts'
import { documented } from '../http/openapi/documented.ts'
import { readQuery } from '../http/readQuery.ts'
import type { Services } from '../services.ts'
import { callItem, selectCalls } from './callItem.ts'
import { mangoCall } from './mangoCall.ts'

const MOST = 10_000
const withKey = bearer('admin', 'read')

/** Mango's clients send the key as `access_token` in the address, newer ones as a bearer. */
const mangoAccess = createMiddleware<AppEnv>(async (c, next) => {
  const token = c.req.query('access_token')
  if (token === undefined || c.req.header('authorization')) return withKey(c, next)
  const principal = await findPrincipal(c.var.services, token)
  if (!principal) throw new RotaryError('unauthorized', 'access_token: this key is not valid')
  if (principal.role === 'ingest') throw new RotaryError('forbidden', 'A key with the role ingest may not do this')
  c.set('principal', principal)
  return next()
})

const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a moment such as 2017-12-08T19:44Z'),
  v.transform((text) => new Date(text)),
)
const text = v.optional(
  v.pipe(
    v.string(),
    v.maxLength(256),
    v.check((value) => !value.includes('\0')),
  ),
)
const flag = v.optional(
  v.pipe(
    v.picklist(['0', '1', 'true', 'false']),
    v.transform((value) => value === '1' || value === 'true'),
  ),
)

const QuerySchema = v.object({
  dateStart: v.optional(moment),
  dateEnd: v.optional(moment),
  access_token: v.optional(v.string()),
  /** 0 all, 1 dynamic, 2 static, 3 default. */
  callType: v.optional(v.picklist(['0', '1', '2', '3']), '0'),
  isNew: flag,
  isQuality: flag,
  utmSource: text,
  utmMedium: text,
  utmCampaign: text,
  utmContent: text,
  utmTerm: text,
})

/** `/v1/compat/mango/calltracking/:widget/calls[.json|.csv]`: calls as Mango Office's pull API gives them; `widget` is the site's key. */
export const mangoRoutes = new Hono<AppEnv>()

mangoRoutes.get(
  '/calltracking/:widget/:file{calls(\\.json|\\.csv)?}',
  documented({
    id: 'listMangoCalls',
    tag: 'Migration',
    summary: 'Calls with the parameters and fields of Mango Office',
    query: QuerySchema,
    gives: ['application/json', 'text/csv'],
  }),
  mangoAccess,
  async (c) => {
    const { services, principal } = c.var
    const query = readQuery(c, QuerySchema)
    const site = c.req.param('widget') as SiteKey
    if (!(await services.db.$count(sites, and(eq(sites.key, site), eq(sites.accountId, principal.account))))) {
      throw new RotaryError('not_found', 'There is no such site')
    }
    const told = (await readCalls(services, { site, query })).filter(
      (call) =>
        (query.callType === '0' || String(call['callType']) === query.callType) &&
        (query.isNew === undefined || call['isNew'] === query.isNew) &&
        (query.isQuality === undefined || call['isQuality'] === query.isQuality),
    )
    if (!c.req.param('file').endsWith('.csv')) return c.json(told)
    const names = Object.keys(mangoCall(EMPTY))
    const lines = [csvLine(names), ...told.map((call) => csvLine(names.map((name) => call[name])))]
    return c.body(lines.join(''), 200, { 'Content-Type': 'text/csv; charset=utf-8; header=present' })
  },
)

async function readCalls({ db, clock }: Services, { site, query }: { site: SiteKey; query: v.InferOutput<typeof QuerySchema> }) {
  const utm = (column: typeof sessions.source | typeof sessions.campaign, value: string | undefined) =>
    value === undefined ? undefined : eq(column, value)
  const from = query.dateStart ?? new Date(clock() - 30 * DAY)
  const where = and(
    eq(calls.site, site),
    gte(calls.startedAt, from),
    query.dateEnd && lt(calls.startedAt, query.dateEnd),
    utm(sessions.source, query.utmSource),
    query.utmMedium === undefined ? undefined : eq(sessions.medium, query.utmMedium),
    utm(sessions.campaign, query.utmCampaign),
    query.utmContent === undefined ? undefined : eq(sessions.content, query.utmContent),
    query.utmTerm === undefined ? undefined : eq(sessions.term, query.utmTerm),
  )
  const rows = await selectCalls(db, { where, orderBy: [asc(calls.startedAt), asc(calls.id)], limit: MOST })
  const earlier = await earlierCalls(db, { site, from, before: query.dateEnd ?? new Date(clock() + DAY) })
  return rows.map((row) => mangoCall({ ...callItem(row), ...earlier.get(row.call.id) }))
}

/** Whether a caller had called the site before at all (`isNew`), and within three months (`isDuplicate`). */
async function earlierCalls(db: Services['db'], { site, from, before }: { site: SiteKey; from: Date; before: Date }) {
  const { rows } = await db.execute<{ id: string; isNew: boolean; isDuplicate: boolean }>(sql`
    select c.id, not exists (select 1 from calls e where e.account_id = c.account_id and e.site = c.site and e.caller = c.caller and e.started_at < c.started_at) as "isNew",
      exists (select 1 from calls e where e.account_id = c.account_id and e.site = c.site and e.caller = c.caller
        and e.started_at < c.started_at and e.started_at > c.started_at - interval '3 months') as "isDuplicate"
    from calls c where c.site = ${site} and c.started_at >= ${from} and c.started_at <= ${before} order by c.started_at limit ${MOST}`)
  return new Map(rows.map(({ id, isNew, isDuplicate }) => [id, { isNew, isDuplicate }]))
}

/** Names the columns where there is no call. */
const EMPTY = {
  id: '' as never,
  number: null,
  caller: null,
  talkSec: null,
  waitSec: null,
  attribution: null,
  visit: null,
  spam: null,
  spamVerdict: null,
  status: '',
  startedAt: null,
  endedAt: null,
}

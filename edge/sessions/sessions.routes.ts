import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { SessionId } from '../brands.ts'
import { botVisits, leases, sessionEvents, sessions } from '../db/schema.ts'
import { before } from '../db/before.ts'
import { RotaryError } from '../errors.ts'
import { pageSchema } from '../http/answers.ts'
import { bearer } from '../http/bearer.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readQuery } from '../http/readQuery.ts'
import { exportSessions } from './exportSessions.ts'
import { sessionItem, SessionSchema } from './session.ts'
import { SessionFilterEntries, SessionQuerySchema, whereSessions } from './sessionQuery.ts'

type Format = 'csv' | 'ndjson'
const TYPES: Record<Format, string> = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' }

/** `/v1/sessions`: visits, newest first, where they came from and what they did. */
export const sessionsRoutes = new Hono<AppEnv>()

sessionsRoutes.use(bearer('admin', 'read'))
sessionsRoutes.get(
  '/',
  documented({
    id: 'listSessions',
    tag: 'Sessions',
    summary: 'Visits, newest first; with `Accept: text/csv` or `application/x-ndjson` all that are asked for, streamed',
    query: SessionQuerySchema,
    answer: pageSchema(SessionSchema),
  }),
  async (c) => {
    const accept = c.req.header('accept') ?? ''
    const format = accept.includes('text/csv') ? 'csv' : accept.includes('ndjson') ? 'ndjson' : null
    const where = whereSessions(readQuery(c, SessionQuerySchema), c.var.principal.account)
    if (format) return exported(c, { where, format })
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(sessions)
      .where(and(where, before(sessions.startedAt, sessions.id, after)))
      .orderBy(desc(sessions.startedAt), desc(sessions.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: (row) => ({ at: row.startedAt.toISOString(), id: row.id }), item: sessionItem }))
  },
)

const ExportQuerySchema = v.object({ ...SessionFilterEntries, format: v.optional(v.picklist(['csv', 'ndjson']), 'csv') })

sessionsRoutes.get(
  '/export',
  documented({
    id: 'exportSessions',
    tag: 'Sessions',
    summary: 'All visits that are asked for, streamed',
    query: ExportQuerySchema,
    gives: ['text/csv', 'application/x-ndjson'],
  }),
  (c) => {
    const { format, ...filter } = readQuery(c, ExportQuerySchema)
    return exported(c, { where: whereSessions(filter, c.var.principal.account), format })
  },
)

function exported(c: Context<AppEnv>, { where, format }: { where: ReturnType<typeof whereSessions>; format: Format }) {
  const headers = { 'Content-Type': TYPES[format], 'Content-Disposition': `attachment; filename="sessions.${format}"` }
  return c.body(exportSessions(c.var.services.db, { where, format }), 200, headers)
}

const { site, from, to } = SessionFilterEntries
const BotQuerySchema = v.object({ site, from, to })

sessionsRoutes.get(
  '/bots',
  documented({
    id: 'countBots',
    tag: 'Sessions',
    summary: 'Programs that asked for numbers and were given none, by site and day (UTC), newest first',
    query: BotQuerySchema,
    answer: v.object({ items: v.array(v.object({ site: v.string(), day: v.string(), count: v.number() })) }),
  }),
  async (c) => {
    const filter = readQuery(c, BotQuerySchema)
    const day = sql<string>`to_char(${botVisits.at} at time zone 'UTC', 'YYYY-MM-DD')`
    const items = await c.var.services.db
      .select({ site: botVisits.site, day, count: sql<number>`sum(${botVisits.count})::int` })
      .from(botVisits)
      .where(
        and(
          eq(botVisits.accountId, c.var.principal.account),
          filter.site && eq(botVisits.site, filter.site),
          filter.from && gte(botVisits.at, filter.from),
          filter.to && lt(botVisits.at, filter.to),
        ),
      )
      .groupBy(botVisits.site, day)
      .orderBy(desc(day), botVisits.site)
      .limit(1000)
    return c.json({ items })
  },
)
sessionsRoutes.get(
  '/:id',
  documented({
    id: 'getSession',
    tag: 'Sessions',
    summary: 'One visit with the numbers shown and what the visitor did',
    answer: SessionSchema,
  }),
  async (c) => {
    const { db } = c.var.services
    const id = c.req.param('id') as SessionId
    const [row] = await db
      .select()
      .from(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.accountId, c.var.principal.account)))
    if (!row) throw new RotaryError('not_found', 'There is no such session')
    const [shown, events] = await db.batch([
      db
        .select()
        .from(leases)
        .where(and(eq(leases.session, id), eq(leases.site, row.site)))
        .orderBy(leases.at)
        .limit(200),
      db
        .select({
          id: sessionEvents.id,
          type: sessionEvents.type,
          page: sessionEvents.page,
          at: sessionEvents.at,
          data: sessionEvents.data,
        })
        .from(sessionEvents)
        .where(and(eq(sessionEvents.session, id), eq(sessionEvents.site, row.site)))
        .orderBy(sql`${sessionEvents.at}, ${sessionEvents.id}`)
        .limit(1000),
    ])
    return c.json({
      ...sessionItem(row),
      numbers: shown.map(({ slot, number, region, how, rule, chainStep, shared, at }) => ({
        slot,
        number,
        region,
        how,
        rule,
        step: chainStep,
        shared,
        at,
      })),
      events,
    })
  },
)

import { and, desc, eq, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { SessionId } from '../brands.ts'
import { leases, sessionEvents, sessions } from '../db/schema.ts'
import { before } from '../db/before.ts'
import { RotaryError } from '../errors.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { bearer } from '../http/bearer.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'

/** Facts of a visit may be added at any time. */
const SessionSchema = v.looseObject({
  id: v.string(),
  site: v.string(),
  visitor: v.nullable(v.string()),
  startedAt: MomentSchema,
  lastSeenAt: MomentSchema,
  landing: v.string(),
  source: v.string(),
  medium: v.string(),
  campaign: v.nullable(v.string()),
  channel: v.string(),
})

/** `GET /v1/sessions`, newest first; `GET /v1/sessions/:id` with the numbers shown and what the visitor did. */
export const sessionsRoutes = new Hono<AppEnv>()

sessionsRoutes.use(bearer('admin', 'read'))
sessionsRoutes.get(
  '/',
  documented({
    id: 'listSessions',
    tag: 'Sessions',
    summary: 'Visits, newest first',
    query: v.object(PageQueryEntries),
    answer: pageSchema(SessionSchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(sessions)
      .where(and(eq(sessions.accountId, c.var.principal.account), before(sessions.startedAt, sessions.id, after)))
      .orderBy(desc(sessions.startedAt), desc(sessions.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: (row) => ({ at: row.startedAt.toISOString(), id: row.id }), item: sessionItem }))
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

function sessionItem({ accountId: _, ...row }: typeof sessions.$inferSelect) {
  return row
}

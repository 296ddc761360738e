import { and, desc, eq } from 'drizzle-orm'
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { VisitorId } from '../brands.ts'
import { SiteKeySchema } from '../contract.ts'
import { before } from '../db/before.ts'
import { sessions, visitors } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { PageQueryEntries, pageSchema } from '../http/answers.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readQuery } from '../http/readQuery.ts'
import { sessionItem, SessionSchema } from '../sessions/session.ts'
import { exportPerson } from './exportPerson.ts'
import { forgetPerson } from './forgetPerson.ts'
import { storeWhatWaits } from './storeWhatWaits.ts'
import { visitorItem, VisitorSchema } from './visitor.ts'
import { isKnown, visitorTraces } from './visitorTraces.ts'

const MOST_SESSIONS = 200
const ListQuerySchema = v.object({ ...PageQueryEntries, site: v.optional(SiteKeySchema) })

/** `/v1/visitors`: browsers by their first-party id, with all that is known of them. */
export const visitorsRoutes = new Hono<AppEnv>()

visitorsRoutes.use(accountAccess)

visitorsRoutes.get(
  '/',
  documented({
    id: 'listVisitors',
    tag: 'Visitors',
    summary: 'Visitors, those who came last first',
    query: ListQuerySchema,
    answer: pageSchema(VisitorSchema),
  }),
  async (c) => {
    const { site } = readQuery(c, ListQuerySchema)
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(visitors)
      .where(
        and(eq(visitors.accountId, c.var.principal.account), site && eq(visitors.site, site), before(visitors.lastAt, visitors.id, after)),
      )
      .orderBy(desc(visitors.lastAt), desc(visitors.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: (row) => ({ at: row.lastAt.toISOString(), id: row.id }), item: visitorItem }))
  },
)

visitorsRoutes.get(
  '/:id',
  documented({
    id: 'getVisitor',
    tag: 'Visitors',
    summary: 'One visitor: how he came, and his latest visits',
    answer: v.object({ id: v.string(), sites: v.array(VisitorSchema), sessions: v.array(SessionSchema) }),
  }),
  async (c) => {
    const { db } = c.var.services
    const { account } = c.var.principal
    const id = c.req.param('id') as VisitorId
    const [rows, visits] = await db.batch([
      db
        .select()
        .from(visitors)
        .where(and(eq(visitors.id, id), eq(visitors.accountId, account))),
      db
        .select()
        .from(sessions)
        .where(and(eq(sessions.visitor, id), eq(sessions.accountId, account)))
        .orderBy(desc(sessions.startedAt))
        .limit(MOST_SESSIONS),
    ])
    if (!rows.length && !visits.length) throw nobody()
    return c.json({ id, sites: rows.map(visitorItem), sessions: visits.map(sessionItem) })
  },
)

visitorsRoutes.get(
  '/:id/export',
  documented({
    id: 'exportVisitor',
    tag: 'Visitors',
    summary: 'Everything that is kept about a visitor, by table',
    answer: v.record(v.string(), v.array(v.record(v.string(), v.unknown()))),
  }),
  async (c) => c.json(await exportPerson(c.var.services.db, await person(c))),
)

visitorsRoutes.delete(
  '/:id',
  documented({
    id: 'forgetVisitor',
    tag: 'Visitors',
    summary: 'Delete everything about a visitor; calls stay without him. Answers how many rows went of each table',
    answer: v.record(v.string(), v.number()),
  }),
  async (c) => {
    const { services, principal } = c.var
    await storeWhatWaits(services, principal.account)
    const { account, traces } = await person(c)
    const visitor = c.req.param('id') as VisitorId
    await services.hot.callers.forgetVisitor(account, visitor)
    // Sticky numbers, and his place among the holders of numbers.
    for (const site of traces.sites) await services.hot.pool.forgetVisitor(site, visitor)
    return c.json(await forgetPerson(services, { account, traces, calls: 'unlink' }))
  },
)

const nobody = () => new RotaryError('not_found', 'There is no such visitor')

async function person(c: Context<AppEnv>) {
  const { db } = c.var.services
  const { account } = c.var.principal
  const traces = await visitorTraces(db, { account, visitor: c.req.param('id') as VisitorId })
  if (!(await isKnown(db, { account, traces }))) throw nobody()
  return { account, traces }
}

import { and, desc, eq, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId, CallId } from '../brands.ts'
import { before } from '../db/before.ts'
import type { Database } from '../db/client.ts'
import { calls } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { pageSchema } from '../http/answers.ts'
import { deferOf } from '../http/defer.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { readQuery } from '../http/readQuery.ts'
import { raiseEvents } from '../jobs/raiseEvents.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { CallChangeSchema, CallSchema, ExplanationSchema, NewCorrectionSchema } from './call.ts'
import { callItem, selectCalls } from './callItem.ts'
import { CallFilterEntries, CallQuerySchema, whereCalls } from './callQuery.ts'
import { correctCall, undoCorrection } from './correctCall.ts'
import { explainCall } from './explainCall.ts'
import { exportCalls } from './exportCalls.ts'

const MAX_BODY = 16 * 1024
const ORDER = [desc(calls.startedAt), desc(calls.id)]

/** `/v1/calls`: what was called, who brought it, and what people say of it. */
export const callsRoutes = new Hono<AppEnv>()

callsRoutes.use(accountAccess)

callsRoutes.get(
  '/',
  documented({
    id: 'listCalls',
    tag: 'Calls',
    summary: 'Calls, newest first; `param.<name>=<value>` searches by custom parameters',
    query: CallQuerySchema,
    answer: pageSchema(CallSchema),
  }),
  async (c) => {
    const query = c.req.query()
    const { limit, after } = readPage(query)
    const where = and(whereCalls(query, c.var.principal.account), before(calls.startedAt, calls.id, after))
    const rows = await selectCalls(c.var.services.db, { where, orderBy: ORDER, limit: limit + 1 })
    return c.json(toPage(rows, { limit, key: ({ call }) => ({ at: call.startedAt.toISOString(), id: call.id }), item: callItem }))
  },
)

const ExportQuerySchema = v.object({ ...CallFilterEntries, format: v.optional(v.picklist(['csv', 'ndjson']), 'csv') })

callsRoutes.get(
  '/export',
  documented({
    id: 'exportCalls',
    tag: 'Calls',
    summary: 'All calls that are asked for, streamed',
    query: ExportQuerySchema,
    gives: ['text/csv', 'application/x-ndjson'],
  }),
  (c) => {
    const { format } = readQuery(c, ExportQuerySchema)
    const where = whereCalls(c.req.query(), c.var.principal.account)
    const type = format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson'
    const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="calls.${format}"` }
    return c.body(exportCalls(c.var.services.db, { where, format }), 200, headers)
  },
)

callsRoutes.get('/:id', documented({ id: 'getCall', tag: 'Calls', summary: 'One call', answer: CallSchema }), async (c) =>
  c.json(callItem(await requireCall(c.var.services.db, { id: c.req.param('id'), account: c.var.principal.account }))),
)

callsRoutes.patch(
  '/:id',
  documented({
    id: 'changeCall',
    tag: 'Calls',
    summary: 'Tags, note, value, and whether it is spam',
    body: CallChangeSchema,
    answer: CallSchema,
  }),
  async (c) => {
    const { services, principal, requestId } = c.var
    const change = await readJson(c, { schema: CallChangeSchema, maxBytes: MAX_BODY })
    const of = { id: c.req.param('id'), account: principal.account }
    const { call } = await requireCall(services.db, of)
    const changes = Object.keys(change)
    if (changes.length) {
      await services.db
        .update(calls)
        .set({ ...change, updatedAt: sql`now()` })
        .where(eq(calls.id, call.id))
    }
    const item = callItem(await requireCall(services.db, of))
    if (changes.length) {
      await raiseEvents(services, [
        { account: principal.account, type: 'call.modified', cause: `${call.id}:${requestId}`, data: { ...item, changes } },
      ])
      deferOf(c)(tellWorld(services))
    }
    return c.json(item)
  },
)

callsRoutes.get(
  '/:id/attribution',
  documented({
    id: 'explainCall',
    tag: 'Calls',
    summary: 'Why the call is taken for that visit, in words, with all candidates',
    answer: ExplanationSchema,
  }),
  async (c) => {
    const { db } = c.var.services
    return c.json(await explainCall(db, await requireCall(db, { id: c.req.param('id'), account: c.var.principal.account })))
  },
)

callsRoutes.put(
  '/:id/attribution/correction',
  documented({
    id: 'correctCall',
    tag: 'Calls',
    summary: 'Say who brought the call; kept apart from what the rule says',
    body: NewCorrectionSchema,
    answer: CallSchema,
  }),
  async (c) => {
    const { services, principal, requestId } = c.var
    const wish = await readJson(c, { schema: NewCorrectionSchema, maxBytes: MAX_BODY })
    const of = { id: c.req.param('id'), account: principal.account }
    const row = await requireCall(services.db, of)
    await correctCall(services, { row, principal, cause: `${row.call.id}:${requestId}`, wish })
    deferOf(c)(tellWorld(services))
    return c.json(callItem(await requireCall(services.db, of)))
  },
)

callsRoutes.delete(
  '/:id/attribution/correction',
  documented({ id: 'undoCorrection', tag: 'Calls', summary: 'Take it back: what the rule says holds again', answer: CallSchema }),
  async (c) => {
    const { services, principal, requestId } = c.var
    const of = { id: c.req.param('id'), account: principal.account }
    const row = await requireCall(services.db, of)
    await undoCorrection(services, { row, principal, cause: `${row.call.id}:${requestId}` })
    deferOf(c)(tellWorld(services))
    return c.json(callItem(await requireCall(services.db, of)))
  },
)

async function requireCall(db: Database, { id, account }: { id: string; account: AccountId }) {
  const [row] = await selectCalls(db, { where: and(eq(calls.id, id as CallId), eq(calls.accountId, account)) })
  if (!row) throw new RotaryError('not_found', 'There is no such call')
  return row
}

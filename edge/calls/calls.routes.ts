import { and, desc, eq } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import type { CallId } from '../brands.ts'
import { before } from '../db/before.ts'
import { calls, sessions } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { bearer } from '../http/bearer.ts'
import { readPage, toPage } from '../http/paging.ts'

/** A call with where the visit that it is attributed to came from. */
const CALL_WITH_VISIT = {
  call: calls,
  visit: {
    source: sessions.source,
    medium: sessions.medium,
    campaign: sessions.campaign,
    content: sessions.content,
    term: sessions.term,
    channel: sessions.channel,
    landing: sessions.landing,
    region: sessions.region,
  },
}

/** `GET /v1/calls`, newest first; `GET /v1/calls/:id` */
export const callsRoutes = new Hono<AppEnv>()

callsRoutes.use(bearer('admin', 'read'))
callsRoutes.get('/', async (c) => {
  const { limit, after } = readPage(c.req.query())
  const rows = await c.var.services.db
    .select(CALL_WITH_VISIT)
    .from(calls)
    .leftJoin(sessions, and(eq(sessions.id, calls.session), eq(sessions.accountId, calls.accountId)))
    .where(and(eq(calls.accountId, c.var.principal.account), before(calls.startedAt, calls.id, after)))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit + 1)
  return c.json(toPage(rows, { limit, key: ({ call }) => ({ at: call.startedAt.toISOString(), id: call.id }), item: callItem }))
})
callsRoutes.get('/:id', async (c) => {
  const [row] = await c.var.services.db
    .select(CALL_WITH_VISIT)
    .from(calls)
    .leftJoin(sessions, and(eq(sessions.id, calls.session), eq(sessions.accountId, calls.accountId)))
    .where(and(eq(calls.id, c.req.param('id') as CallId), eq(calls.accountId, c.var.principal.account)))
  if (!row) throw new RotaryError('not_found', 'There is no such call')
  return c.json(callItem(row))
})

type Row = { call: typeof calls.$inferSelect; visit: Partial<typeof sessions.$inferSelect> | null }

function callItem({ call, visit }: Row) {
  const { accountId: _, label, session, visitor, confidence, candidates, background, threshold, source, attributedAt, ...facts } = call
  const attribution = label && { label, session, visitor, confidence, candidates, background, threshold, source, at: attributedAt }
  return { ...facts, attribution, visit }
}

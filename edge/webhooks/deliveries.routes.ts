import { and, desc, eq } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { WebhookId } from '../brands.ts'
import { before } from '../db/before.ts'
import { events, webhookDeliveries } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { deferOf } from '../http/defer.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readQuery } from '../http/readQuery.ts'
import { deliverDue } from './deliverDue.ts'
import { EVENT_TYPES } from './webhook.ts'

const STATUSES = ['pending', 'delivered', 'failed'] as const

const QuerySchema = v.object({
  ...PageQueryEntries,
  webhook: v.optional(v.pipe(v.string(), v.maxLength(100))),
  event: v.optional(v.pipe(v.string(), v.maxLength(100))),
  status: v.optional(v.picklist(STATUSES)),
})

const DeliverySchema = v.object({
  id: v.string(),
  webhook: v.string(),
  /** The `webhook-id` of every attempt. */
  event: v.string(),
  type: v.picklist(EVENT_TYPES),
  status: v.picklist(STATUSES),
  attempts: v.number(),
  nextAt: v.nullable(MomentSchema),
  deliveredAt: v.nullable(MomentSchema),
  log: v.array(v.object({ at: v.number(), ms: v.number(), status: v.nullable(v.number()), error: v.nullable(v.string()) })),
  createdAt: MomentSchema,
})

const COLUMNS = {
  id: webhookDeliveries.id,
  webhook: webhookDeliveries.endpointId,
  event: webhookDeliveries.eventId,
  type: events.type,
  status: webhookDeliveries.status,
  attempts: webhookDeliveries.attempts,
  nextAt: webhookDeliveries.nextAt,
  deliveredAt: webhookDeliveries.deliveredAt,
  log: webhookDeliveries.log,
  createdAt: webhookDeliveries.createdAt,
}

/** `/v1/deliveries`: what was sent to whom, every attempt of it. */
export const deliveriesRoutes = new Hono<AppEnv>()

deliveriesRoutes.use(accountAccess)

deliveriesRoutes.get(
  '/',
  documented({
    id: 'listDeliveries',
    tag: 'Webhooks',
    summary: 'Deliveries, newest first',
    query: QuerySchema,
    answer: pageSchema(DeliverySchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const { webhook, event, status } = readQuery(c, QuerySchema)
    const rows = await c.var.services.db
      .select(COLUMNS)
      .from(webhookDeliveries)
      .innerJoin(events, eq(events.id, webhookDeliveries.eventId))
      .where(
        and(
          eq(webhookDeliveries.accountId, c.var.principal.account),
          webhook === undefined ? undefined : eq(webhookDeliveries.endpointId, webhook as WebhookId),
          event === undefined ? undefined : eq(webhookDeliveries.eventId, event),
          status === undefined ? undefined : eq(webhookDeliveries.status, status),
          before(webhookDeliveries.createdAt, webhookDeliveries.id, after),
        ),
      )
      .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ createdAt, id }) => ({ at: createdAt.toISOString(), id }), item: (row) => row }))
  },
)

const WithPayloadSchema = v.object({
  ...DeliverySchema.entries,
  payload: v.object({ type: v.picklist(EVENT_TYPES), timestamp: MomentSchema, data: v.record(v.string(), v.unknown()) }),
})

deliveriesRoutes.get(
  '/:id',
  documented({ id: 'getDelivery', tag: 'Webhooks', summary: 'One delivery with what is sent', answer: WithPayloadSchema }),
  async (c) => {
    const [row] = await c.var.services.db
      .select({ ...COLUMNS, data: events.data, at: events.at })
      .from(webhookDeliveries)
      .innerJoin(events, eq(events.id, webhookDeliveries.eventId))
      .where(and(eq(webhookDeliveries.id, c.req.param('id')), eq(webhookDeliveries.accountId, c.var.principal.account)))
    if (!row) throw new RotaryError('not_found', 'There is no such delivery')
    const { data, at, ...delivery } = row
    return c.json({ ...delivery, payload: { type: row.type, timestamp: at, data } })
  },
)

deliveriesRoutes.post(
  '/:id/replay',
  documented({
    id: 'replayDelivery',
    tag: 'Webhooks',
    summary: 'Send it again, under the same id',
    answer: v.object({ replayed: v.number() }),
  }),
  async (c) => {
    const { services, principal } = c.var
    const again = await services.db
      .update(webhookDeliveries)
      .set({ status: 'pending', attempts: 0, nextAt: new Date(services.clock()), deliveredAt: null })
      .where(and(eq(webhookDeliveries.id, c.req.param('id')), eq(webhookDeliveries.accountId, principal.account)))
      .returning({ id: webhookDeliveries.id })
    if (!again.length) throw new RotaryError('not_found', 'There is no such delivery')
    deferOf(c)(deliverDue(services))
    return c.json({ replayed: again.length })
  },
)

import { and, asc, eq, gt } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId, WebhookId } from '../brands.ts'
import { sealCredentials } from '../calls/credentials.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import { HOUR } from '../clock.ts'
import { webhookDeliveries, webhookEndpoints } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { deferOf } from '../http/defer.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import { addressProblem } from './checkAddress.ts'
import { deliverDue } from './deliverDue.ts'
import { replayEvents } from './replayEvents.store.ts'
import { newSecret } from './signMessage.ts'
import { NewWebhookSchema, WebhookChangeSchema, webhookItem, WebhookSchema, WebhookWithSecretSchema } from './webhook.ts'
import type { SealedSecret } from './webhooks.table.ts'

const MAX_BODY = 32 * 1024
const EPOCH = new Date(0).toISOString()
const MOST = 50

/** `/v1/webhooks`: where the account wants to be told, and as what. */
export const webhooksRoutes = new Hono<AppEnv>()

webhooksRoutes.use(accountAccess, idempotent({ maxBytes: MAX_BODY }))

webhooksRoutes.get(
  '/',
  documented({
    id: 'listWebhooks',
    tag: 'Webhooks',
    summary: 'Webhook endpoints',
    query: v.object(PageQueryEntries),
    answer: pageSchema(WebhookSchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(webhookEndpoints)
      .where(
        and(eq(webhookEndpoints.accountId, c.var.principal.account), after ? gt(webhookEndpoints.id, after.id as WebhookId) : undefined),
      )
      .orderBy(asc(webhookEndpoints.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ id }) => ({ at: EPOCH, id }), item: webhookItem }))
  },
)

webhooksRoutes.post(
  '/',
  documented({
    id: 'createWebhook',
    tag: 'Webhooks',
    summary: 'Add an endpoint; its secret is shown this once',
    body: NewWebhookSchema,
    answer: WebhookWithSecretSchema,
    status: 201,
  }),
  async (c) => {
    const { services, principal } = c.var
    const wish = await readJson(c, { schema: NewWebhookSchema, maxBytes: MAX_BODY })
    requireAddress(services, wish.url)
    const { db, ids, clock } = services
    if ((await db.$count(webhookEndpoints, eq(webhookEndpoints.accountId, principal.account))) >= MOST) {
      throw new RotaryError('conflict', `An account has ${MOST} endpoints at most`)
    }
    const id = newId<WebhookId>('whk', ids)
    const { secret, sealed } = await makeSecret(services, id)
    const row = { id, accountId: principal.account, ...wish, secrets: [{ sealed, until: null }], createdAt: new Date(clock()) }
    const [written] = await db.insert(webhookEndpoints).values(row).returning()
    return c.json({ ...webhookItem(written!), secret }, 201)
  },
)

webhooksRoutes.get('/:id', documented({ id: 'getWebhook', tag: 'Webhooks', summary: 'One endpoint', answer: WebhookSchema }), async (c) =>
  c.json(webhookItem(await requireEndpoint(c.var.services, { id: c.req.param('id'), account: c.var.principal.account }))),
)

webhooksRoutes.patch(
  '/:id',
  documented({
    id: 'changeWebhook',
    tag: 'Webhooks',
    summary: 'Change an endpoint; `enabled: true` takes one that failed back into use',
    body: WebhookChangeSchema,
    answer: WebhookSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const change = await readJson(c, { schema: WebhookChangeSchema, maxBytes: MAX_BODY })
    if (change.url !== undefined) requireAddress(services, change.url)
    const { id } = await requireEndpoint(services, { id: c.req.param('id'), account: principal.account })
    const revived = change.enabled ? { disabledReason: null, failingSince: null } : {}
    const set = { ...change, ...revived }
    if (Object.keys(set).length) await services.db.update(webhookEndpoints).set(set).where(eq(webhookEndpoints.id, id))
    return c.json(webhookItem(await requireEndpoint(services, { id, account: principal.account })))
  },
)

webhooksRoutes.delete(
  '/:id',
  documented({ id: 'deleteWebhook', tag: 'Webhooks', summary: 'Remove an endpoint with its deliveries', status: 204 }),
  async (c) => {
    const { services, principal } = c.var
    const { id } = await requireEndpoint(services, { id: c.req.param('id'), account: principal.account })
    await services.db.batch([
      services.db.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id)),
      services.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id)),
    ])
    return c.body(null, 204)
  },
)

const RotateSchema = v.strictObject({
  /** Hours for which the old secret signs as well. */
  overlapHours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(168)), 24),
})

webhooksRoutes.post(
  '/:id/rotate',
  documented({
    id: 'rotateWebhookSecret',
    tag: 'Webhooks',
    summary: 'A new secret; the old one signs beside it for a while',
    body: RotateSchema,
    answer: WebhookWithSecretSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { overlapHours } = await readJson(c, { schema: RotateSchema, maxBytes: MAX_BODY })
    const row = await requireEndpoint(services, { id: c.req.param('id'), account: principal.account })
    const { secret, sealed } = await makeSecret(services, row.id)
    const [current] = row.secrets
    const secrets: SealedSecret[] = [{ sealed, until: null }]
    if (current && overlapHours > 0) secrets.push({ ...current, until: services.clock() + overlapHours * HOUR })
    await services.db.update(webhookEndpoints).set({ secrets }).where(eq(webhookEndpoints.id, row.id))
    return c.json({ ...webhookItem(row), secret })
  },
)

const ReplaySchema = v.strictObject({
  /** Events of that time, both ends included. */
  from: MomentSchema,
  to: MomentSchema,
  /** Only what was never taken. */
  failedOnly: v.optional(v.boolean(), false),
})

webhooksRoutes.post(
  '/:id/replay',
  documented({
    id: 'replayWebhook',
    tag: 'Webhooks',
    summary: 'Send the events of a time again, under the same ids, those too that were missed while the endpoint was switched off',
    body: ReplaySchema,
    answer: v.object({ replayed: v.number() }),
  }),
  async (c) => {
    const { services, principal } = c.var
    const { from, to, failedOnly } = await readJson(c, { schema: ReplaySchema, maxBytes: MAX_BODY })
    const { id } = await requireEndpoint(services, { id: c.req.param('id'), account: principal.account })
    const replayed = await replayEvents(services, { endpoint: id, from, to, failedOnly })
    deferOf(c)(deliverDue(services))
    return c.json({ replayed: replayed })
  },
)

function requireAddress({ config }: Services, url: string): void {
  const problem = addressProblem(url, config.allowPrivate)
  if (problem) throw new RotaryError('invalid_body', `url: ${problem}`)
}

async function requireEndpoint({ db }: Services, { id, account }: { id: string; account: AccountId }) {
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id as WebhookId), eq(webhookEndpoints.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such endpoint')
  return row
}

async function makeSecret({ ids, config }: Services, endpoint: WebhookId): Promise<{ secret: string; sealed: string }> {
  const secret = newSecret(ids.random)
  const { credentials } = await sealCredentials({ secret }, { connection: endpoint, keys: await importMasterKeys(config.masterKey) })
  return { secret, sealed: credentials }
}

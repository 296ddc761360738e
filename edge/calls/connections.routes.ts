import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId, ConnectionId, E164 } from '../brands.ts'
import { E164Schema } from '../contract.ts'
import { connections, numbers } from '../db/schema.ts'
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
import { type Provider, PROVIDERS } from './callEvent.ts'
import { ConnectionSettingsSchema, type Credentials } from './connection.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import { connectionRecord } from './connections.store.ts'
import { sealCredentials } from './credentials.ts'
import { checkDestination } from './destination.ts'
import { adapters } from './providers/adapters.ts'

const MAX_BODY = 64 * 1024
const EPOCH = new Date(0).toISOString()

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const CredentialsSchema = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(50)), v.pipe(v.string(), v.minLength(1), v.maxLength(4000))),
  v.check((given) => Object.keys(given).length <= 10, 'too many'),
)
const SettingsSchema = v.strictObject(ConnectionSettingsSchema.entries)

const NewConnectionSchema = v.strictObject({
  provider: v.picklist(PROVIDERS),
  name,
  /** Write-only: generic `secret` (and `token`), mango `apiKey` and `apiSalt`, twilio `authToken` or `telnyxPublicKey`, asterisk `token`. */
  credentials: CredentialsSchema,
  settings: v.optional(SettingsSchema, {}),
  /** Where callers go when nothing else can be decided. */
  fallback: v.optional(v.nullable(E164Schema), null),
})

const ConnectionChangeSchema = v.strictObject({
  name: v.optional(name),
  credentials: v.optional(CredentialsSchema),
  settings: v.optional(SettingsSchema),
  fallback: v.optional(v.nullable(E164Schema)),
})

const ConnectionSchema = v.object({
  id: v.string(),
  provider: v.picklist(PROVIDERS),
  name: v.string(),
  settings: ConnectionSettingsSchema,
  fallback: v.nullable(v.string()),
  /** What the provider is to be told: its events go there. */
  url: v.string(),
  createdAt: MomentSchema,
})

/** `/v1/connections`: accounts at telephony providers. Credentials go in and never come out. */
export const connectionsRoutes = new Hono<AppEnv>()

connectionsRoutes.use(accountAccess, idempotent({ maxBytes: MAX_BODY }))

connectionsRoutes.get(
  '/',
  documented({
    id: 'listConnections',
    tag: 'Telephony',
    summary: 'Connections',
    query: v.object(PageQueryEntries),
    answer: pageSchema(ConnectionSchema),
  }),
  async (c) => {
    const { services, principal } = c.var
    const { limit, after } = readPage(c.req.query())
    const rows = await services.db
      .select()
      .from(connections)
      .where(and(eq(connections.accountId, principal.account), after ? gt(connections.id, after.id as ConnectionId) : undefined))
      .orderBy(asc(connections.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ id }) => ({ at: EPOCH, id }), item: (row) => connectionItem(services, row) }))
  },
)

connectionsRoutes.post(
  '/',
  documented({
    id: 'createConnection',
    tag: 'Telephony',
    summary: 'Connect a telephony account',
    body: NewConnectionSchema,
    answer: ConnectionSchema,
    status: 201,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { credentials, ...wish } = await readJson(c, { schema: NewConnectionSchema, maxBytes: MAX_BODY })
    requireCredentials(wish.provider, credentials)
    await requireDestinations(services, wish)
    const id = newId<ConnectionId>('con', services.ids)
    const sealed = await seal(services, { id, credentials })
    const [row] = await services.db
      .insert(connections)
      .values({ id, accountId: principal.account, ...wish, ...sealed })
      .returning()
    deferOf(c)(services.hot.connections.put(connectionRecord(row!)))
    return c.json(connectionItem(services, row!), 201)
  },
)

connectionsRoutes.get(
  '/:id',
  documented({ id: 'getConnection', tag: 'Telephony', summary: 'One connection', answer: ConnectionSchema }),
  async (c) => {
    const { services, principal } = c.var
    return c.json(connectionItem(services, await requireConnection(services, { id: c.req.param('id'), account: principal.account })))
  },
)

connectionsRoutes.patch(
  '/:id',
  documented({
    id: 'changeConnection',
    tag: 'Telephony',
    summary: 'Change a connection; calls follow within a minute',
    body: ConnectionChangeSchema,
    answer: ConnectionSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { credentials, ...change } = await readJson(c, { schema: ConnectionChangeSchema, maxBytes: MAX_BODY })
    const of = { id: c.req.param('id'), account: principal.account }
    const { id, provider } = await requireConnection(services, of)
    if (credentials) requireCredentials(provider, credentials)
    await requireDestinations(services, change)
    const set = { ...change, ...(credentials && (await seal(services, { id, credentials }))) }
    if (Object.keys(set).length) {
      await services.db
        .update(connections)
        .set({ ...set, version: sql`${connections.version} + 1` })
        .where(eq(connections.id, id))
    }
    const row = await requireConnection(services, of)
    deferOf(c)(services.hot.connections.put(connectionRecord(row)))
    return c.json(connectionItem(services, row))
  },
)

connectionsRoutes.delete(
  '/:id',
  documented({ id: 'deleteConnection', tag: 'Telephony', summary: 'Remove a connection that has no numbers any more', status: 204 }),
  async (c) => {
    const { services, principal } = c.var
    const { id } = await requireConnection(services, { id: c.req.param('id'), account: principal.account })
    if (await services.db.$count(numbers, and(eq(numbers.connectionId, id), ne(numbers.state, 'retired')))) {
      throw new RotaryError('conflict', 'Numbers come by this connection; retire them first')
    }
    await services.db.delete(connections).where(eq(connections.id, id))
    deferOf(c)(services.hot.connections.remove(id))
    return c.body(null, 204)
  },
)

type Row = typeof connections.$inferSelect

function connectionItem({ config }: Services, { id, provider, name, settings, fallback, createdAt }: Row) {
  return { id, provider, name, settings, fallback, url: `${config.publicUrl}/v1/hooks/${id}`, createdAt }
}

async function requireConnection({ db }: Services, { id, account }: { id: string; account: AccountId }): Promise<Row> {
  const [row] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.id, id as ConnectionId), eq(connections.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such connection')
  return row
}

function requireCredentials(provider: Provider, given: Credentials): void {
  const { required, optional } = adapters[provider].credentials
  const lacking = required.find((name) => !given[name])
  if (lacking) throw new RotaryError('invalid_body', `credentials: ${provider} needs ${lacking}`)
  const unknown = Object.keys(given).find((name) => !required.includes(name) && !optional.includes(name))
  if (unknown !== undefined) throw new RotaryError('invalid_body', `credentials: ${provider} knows no ${unknown}`)
  if (!Object.keys(given).length) throw new RotaryError('invalid_body', `credentials: ${provider} needs one of ${optional.join(', ')}`)
}

/** No call may be sent to a tracking number or to where it costs a fortune. */
async function requireDestinations(
  { db }: Services,
  { fallback, settings }: { fallback?: E164 | null | undefined; settings?: { onNoAnswer?: E164 | undefined } | undefined },
): Promise<void> {
  for (const [field, number] of [
    ['fallback', fallback],
    ['settings.onNoAnswer', settings?.onNoAnswer],
  ] as const) {
    if (!number) continue
    const isTracking = (await db.$count(numbers, and(eq(numbers.number, number), ne(numbers.state, 'retired')))) > 0
    const verdict = checkDestination(number, { isTracking })
    if (verdict.kind === 'refused') throw new RotaryError('invalid_body', `${field}: calls are not sent there (${verdict.reason})`)
  }
}

async function seal({ config }: Services, { id, credentials }: { id: ConnectionId; credentials: Credentials }) {
  return sealCredentials(credentials, { connection: id, keys: await importMasterKeys(config.masterKey) })
}

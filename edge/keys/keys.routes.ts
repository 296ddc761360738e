import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { sha256Hex, toHex } from '../crypto/hex.ts'
import { apiKeys, ROLES } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { bearer } from '../http/bearer.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { newId } from '../ids.ts'

const MAX_BODY = 4096
const EPOCH = new Date(0).toISOString()

const NewKeySchema = v.strictObject({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), role: v.picklist(ROLES) })
const KeySchema = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(ROLES),
  createdAt: MomentSchema,
  revokedAt: v.nullable(MomentSchema),
})
const KeyWithSecretSchema = v.object({ ...KeySchema.entries, key: v.string() })

const COLUMNS = { id: apiKeys.id, name: apiKeys.name, role: apiKeys.role, createdAt: apiKeys.createdAt, revokedAt: apiKeys.revokedAt }

/** `/v1/keys`: who may use the API, and as what. For admins. A key is shown once; only its hash is kept. */
export const keysRoutes = new Hono<AppEnv>()

keysRoutes.use(bearer('admin'), idempotent({ maxBytes: MAX_BODY }))

keysRoutes.get(
  '/',
  documented({
    id: 'listKeys',
    tag: 'Keys',
    summary: 'Keys, revoked ones too',
    query: v.object(PageQueryEntries),
    answer: pageSchema(KeySchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select(COLUMNS)
      .from(apiKeys)
      .where(and(eq(apiKeys.accountId, c.var.principal.account), after ? gt(apiKeys.id, after.id) : undefined))
      .orderBy(asc(apiKeys.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ id }) => ({ at: EPOCH, id }), item: (row) => row }))
  },
)

keysRoutes.post(
  '/',
  documented({
    id: 'createKey',
    tag: 'Keys',
    summary: 'Make a key; it is shown this once',
    body: NewKeySchema,
    answer: KeyWithSecretSchema,
    status: 201,
  }),
  async (c) => {
    const { services, principal } = c.var
    const wish = await readJson(c, { schema: NewKeySchema, maxBytes: MAX_BODY })
    const key = `rk_${toHex(services.ids.random(new Uint8Array(24)))}`
    const row = { id: newId<string>('key', services.ids), accountId: principal.account, ...wish, hash: await sha256Hex(key) }
    const [written] = await services.db.insert(apiKeys).values(row).returning(COLUMNS)
    return c.json({ ...written!, key }, 201)
  },
)

keysRoutes.delete(
  '/:id',
  documented({ id: 'revokeKey', tag: 'Keys', summary: 'Revoke a key at once; the last admin key stays', status: 204 }),
  async (c) => {
    const { services, principal } = c.var
    const mine = and(eq(apiKeys.id, c.req.param('id')), eq(apiKeys.accountId, principal.account))
    const [known] = await services.db.select(COLUMNS).from(apiKeys).where(mine)
    if (!known) throw new RotaryError('not_found', 'There is no such key')
    const another = sql`(${apiKeys.role} <> 'admin' or exists (select 1 from api_keys k where k.account_id = ${principal.account} and k.role = 'admin' and k.revoked_at is null and k.id <> ${known.id}))`
    const revoked = await services.db
      .update(apiKeys)
      .set({ revokedAt: new Date(services.clock()) })
      .where(and(mine, isNull(apiKeys.revokedAt), another))
      .returning({ id: apiKeys.id })
    if (!revoked.length && known.revokedAt === null) throw new RotaryError('conflict', 'This is the last admin key')
    return c.body(null, 204)
  },
)

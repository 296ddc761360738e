import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId, SiteId, SiteKey } from '../brands.ts'
import { toBase64url } from '../crypto/base64url.ts'
import { toHex } from '../crypto/hex.ts'
import type { Database } from '../db/client.ts'
import { sites } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { PageQueryEntries, pageSchema } from '../http/answers.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { newId } from '../ids.ts'
import { DEFAULT_OPTIONS } from './defaultOptions.ts'
import { pushSite } from './pushSite.ts'
import { NewSiteSchema, SiteChangeSchema, type SiteOptionsChange, SiteSchema, SiteWithSecretSchema } from './site.ts'
import type { SiteOptions } from './siteSettings.ts'

const MAX_BODY = 128 * 1024
const EPOCH = new Date(0).toISOString()

/** `/v1/sites`: tracked web sites and what their owner sets. Every change is pushed to where pages read it. */
export const sitesRoutes = new Hono<AppEnv>()

sitesRoutes.use(accountAccess, idempotent({ maxBytes: MAX_BODY }))

sitesRoutes.get(
  '/',
  documented({ id: 'listSites', tag: 'Sites', summary: 'Sites', query: v.object(PageQueryEntries), answer: pageSchema(SiteSchema) }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(sites)
      .where(and(eq(sites.accountId, c.var.principal.account), after ? gt(sites.id, after.id as SiteId) : undefined))
      .orderBy(asc(sites.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ id }) => ({ at: EPOCH, id }), item: siteItem }))
  },
)

sitesRoutes.post(
  '/',
  documented({
    id: 'createSite',
    tag: 'Sites',
    summary: 'Add a site; the secret that signs `forwardTo` is shown this once',
    body: NewSiteSchema,
    answer: SiteWithSecretSchema,
    status: 201,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { ids, db } = services
    const wish = await readJson(c, { schema: NewSiteSchema, maxBytes: MAX_BODY })
    const key = `pk_${toHex(ids.random(new Uint8Array(10)))}` as SiteKey
    const secret = toBase64url(ids.random(new Uint8Array(24)))
    const set = Object.entries(wish.options).filter(([, value]) => value !== null)
    const options = { ...DEFAULT_OPTIONS, ...Object.fromEntries(set) } as SiteOptions
    const row = { id: newId<SiteId>('sit', ids), accountId: principal.account, key, name: wish.name, secret, options }
    const [written] = await db.insert(sites).values(row).returning()
    await pushSite(services, key)
    return c.json({ ...siteItem(written!), secret }, 201)
  },
)

sitesRoutes.get(
  '/:site',
  documented({ id: 'getSite', tag: 'Sites', summary: 'One site, by its public key', answer: SiteSchema }),
  async (c) => c.json(siteItem(await requireSite(c.var.services.db, { site: c.req.param('site'), account: c.var.principal.account }))),
)

sitesRoutes.patch(
  '/:site',
  documented({
    id: 'changeSite',
    tag: 'Sites',
    summary: 'Change a site; options that are left out stay',
    body: SiteChangeSchema,
    answer: SiteSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { options, ...change } = await readJson(c, { schema: SiteChangeSchema, maxBytes: MAX_BODY })
    const of = { site: c.req.param('site'), account: principal.account }
    const { key } = await requireSite(services.db, of)
    await services.db
      .update(sites)
      .set({ ...change, ...(options && { options: merged(options) }), version: sql`${sites.version} + 1` })
      .where(eq(sites.key, key))
    await pushSite(services, key)
    return c.json(siteItem(await requireSite(services.db, of)))
  },
)

/** Merged in Postgres: sizing and static numbers change other options of the same row at any time. */
function merged(change: SiteOptionsChange) {
  const kept = new Set(['sink'])
  const removed = Object.entries(change).flatMap(([name, value]) => (value === null && !kept.has(name) ? name : []))
  return sql`(${sites.options} || ${JSON.stringify(change)}::jsonb) - array(select jsonb_array_elements_text(${JSON.stringify(removed)}::jsonb))`
}

/** The account's site with this public key. */
export async function requireSite(
  db: Database,
  { site, account }: { site: string; account: AccountId },
): Promise<typeof sites.$inferSelect> {
  const [row] = await db
    .select()
    .from(sites)
    .where(and(eq(sites.key, site as SiteKey), eq(sites.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such site')
  return row
}

function siteItem({ accountId: _, secret: __, ...row }: typeof sites.$inferSelect) {
  return row
}

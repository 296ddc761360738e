import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId, E164, RouteId, SiteId } from '../brands.ts'
import { checkDestination } from '../calls/destination.ts'
import { E164Schema, SiteKeySchema } from '../contract.ts'
import type { Database } from '../db/client.ts'
import { numbers, routes, sites, targets } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { readQuery } from '../http/readQuery.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import { pushSite } from './pushSite.ts'
import { requireSite } from './sites.routes.ts'

const MAX_BODY = 16 * 1024
const EPOCH = new Date(0).toISOString()
const slot = v.pipe(v.string(), v.regex(/^[\w:+.-]{1,64}$/, 'must be 1 to 64 of letters, digits and _ : + . -'))
const short = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const words = v.pipe(
  short,
  v.check((text) => /[\p{L}\p{N}]/u.test(text), 'must have a letter or a digit'),
)

const NewTargetSchema = v.strictObject({
  site: SiteKeySchema,
  /** The company's own number that stands on its pages. */
  e164: E164Schema,
  /** Where its calls end; the number itself by default. */
  destination: v.optional(E164Schema),
  slot: v.optional(slot),
  /** As written where digits do not tell, e.g. `1-800-FLOWERS`. */
  text: v.optional(v.nullable(words), null),
  format: v.optional(v.nullable(short), null),
})

const TargetChangeSchema = v.strictObject({
  destination: v.optional(E164Schema),
  slot: v.optional(slot),
  text: v.optional(v.nullable(words)),
  format: v.optional(v.nullable(short)),
})

const TargetSchema = v.object({
  id: v.string(),
  site: v.string(),
  e164: v.string(),
  slot: v.string(),
  /** The route: numbers are bound to it. */
  route: v.string(),
  destination: v.string(),
  text: v.nullable(v.string()),
  format: v.nullable(v.string()),
  createdAt: MomentSchema,
})

const QuerySchema = v.object({ ...PageQueryEntries, site: v.optional(SiteKeySchema) })

const COLUMNS = {
  id: targets.id,
  site: sites.key,
  e164: targets.e164,
  slot: targets.slot,
  route: routes.id,
  destination: routes.destination,
  text: targets.text,
  format: targets.format,
  createdAt: targets.createdAt,
}

/** `/v1/targets`: the company's own numbers that are swapped, and where their calls end. */
export const targetsRoutes = new Hono<AppEnv>()

targetsRoutes.use(accountAccess, idempotent({ maxBytes: MAX_BODY }))

targetsRoutes.get(
  '/',
  documented({ id: 'listTargets', tag: 'Sites', summary: 'Targets', query: QuerySchema, answer: pageSchema(TargetSchema) }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const { site } = readQuery(c, QuerySchema)
    const rows = await selectTargets(c.var.services.db)
      .where(
        and(
          eq(sites.accountId, c.var.principal.account),
          site === undefined ? undefined : eq(sites.key, site),
          after ? gt(targets.id, after.id) : undefined,
        ),
      )
      .orderBy(asc(targets.id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ id }) => ({ at: EPOCH, id }), item: (row) => row }))
  },
)

targetsRoutes.post(
  '/',
  documented({ id: 'createTarget', tag: 'Sites', summary: 'Add a target', body: NewTargetSchema, answer: TargetSchema, status: 201 }),
  async (c) => {
    const { services, principal } = c.var
    const wish = await readJson(c, { schema: NewTargetSchema, maxBytes: MAX_BODY })
    const site = await requireSite(services.db, { site: wish.site, account: principal.account })
    return c.json(await addTarget(services, { site, wish }), 201)
  },
)

targetsRoutes.get('/:id', documented({ id: 'getTarget', tag: 'Sites', summary: 'One target', answer: TargetSchema }), async (c) =>
  c.json(await requireTarget(c.var.services.db, { id: c.req.param('id'), account: c.var.principal.account })),
)

targetsRoutes.patch(
  '/:id',
  documented({
    id: 'changeTarget',
    tag: 'Sites',
    summary: 'Change a target; its numbers stay and ring at the new destination at once',
    body: TargetChangeSchema,
    answer: TargetSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { db } = services
    const { destination, ...change } = await readJson(c, { schema: TargetChangeSchema, maxBytes: MAX_BODY })
    const of = { id: c.req.param('id'), account: principal.account }
    const target = await requireTarget(db, of)
    const site = await requireSite(db, { site: target.site, account: principal.account })
    if (change.slot !== undefined && change.slot !== target.slot) await requireFreeSlot(db, { site: site.id, slot: change.slot })
    if (destination !== undefined && destination !== target.destination) {
      await requireDestination(services, destination)
      await redirect(services, { target: target.id, route: target.route, site: site.id, destination })
    }
    if (Object.keys(change).length) await db.update(targets).set(change).where(eq(targets.id, target.id))
    await newVersion(db, site.id)
    await pushSite(services, site.key)
    return c.json(await requireTarget(db, of))
  },
)

targetsRoutes.delete(
  '/:id',
  documented({ id: 'deleteTarget', tag: 'Sites', summary: 'Remove a target; its numbers still route their calls', status: 204 }),
  async (c) => {
    const { services, principal } = c.var
    const { db } = services
    const target = await requireTarget(db, { id: c.req.param('id'), account: principal.account })
    const site = await requireSite(db, { site: target.site, account: principal.account })
    await db.batch([db.delete(targets).where(eq(targets.id, target.id)), newVersion(db, site.id)])
    await pushSite(services, site.key)
    return c.body(null, 204)
  },
)

/** A new target of a site, its route made where there is none. Refused are slots that the site has, and numbers where calls may not end. */
export async function addTarget(
  services: Services,
  {
    site,
    wish,
  }: { site: Pick<typeof sites.$inferSelect, 'id' | 'key' | 'accountId'>; wish: Omit<v.InferOutput<typeof NewTargetSchema>, 'site'> },
): Promise<v.InferInput<typeof TargetSchema> & { route: RouteId }> {
  const { db, ids } = services
  const destination = wish.destination ?? wish.e164
  await requireDestination(services, destination)
  const slot = wish.slot ?? wish.e164
  await requireFreeSlot(db, { site: site.id, slot })
  const id = newId<string>('tar', ids)
  const routeId = await routeTo(services, { site: site.id, destination })
  const { e164, text, format } = wish
  await db.batch([db.insert(targets).values({ id, siteId: site.id, routeId, e164, slot, text, format }), newVersion(db, site.id)])
  await pushSite(services, site.key)
  return requireTarget(db, { id, account: site.accountId })
}

function selectTargets(db: Database) {
  return db.select(COLUMNS).from(targets).innerJoin(sites, eq(sites.id, targets.siteId)).innerJoin(routes, eq(routes.id, targets.routeId))
}

async function requireTarget(db: Database, { id, account }: { id: string; account: AccountId }) {
  const [row] = await selectTargets(db).where(and(eq(targets.id, id), eq(sites.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such target')
  return row
}

const newVersion = (db: Database, site: SiteId) =>
  db
    .update(sites)
    .set({ version: sql`${sites.version} + 1` })
    .where(eq(sites.id, site))

async function requireFreeSlot(db: Database, { site, slot }: { site: SiteId; slot: string }): Promise<void> {
  if (await db.$count(targets, and(eq(targets.siteId, site), eq(targets.slot, slot)))) {
    throw new RotaryError('conflict', `slot: the site has one named ${slot}`)
  }
}

async function requireDestination({ db }: Services, destination: E164): Promise<void> {
  const isTracking = (await db.$count(numbers, and(eq(numbers.number, destination), ne(numbers.state, 'retired')))) > 0
  const verdict = checkDestination(destination, { isTracking })
  if (verdict.kind === 'refused') throw new RotaryError('invalid_body', `destination: calls are not sent there (${verdict.reason})`)
}

/** The site's route to a destination, made where there is none. */
async function routeTo({ db, ids }: Services, { site, destination }: { site: SiteId; destination: E164 }): Promise<RouteId> {
  await db
    .insert(routes)
    .values({ id: newId<RouteId>('rou', ids), siteId: site, destination })
    .onConflictDoNothing()
  const [row] = await db
    .select({ id: routes.id })
    .from(routes)
    .where(and(eq(routes.siteId, site), eq(routes.destination, destination)))
  return row!.id
}

/** A route that is this target's alone takes its numbers along; of a shared one the target gets a route of its own. */
async function redirect(
  services: Services,
  { target, route, site, destination }: { target: string; route: RouteId; site: SiteId; destination: E164 },
): Promise<void> {
  const { db } = services
  const shared = await db.$count(targets, and(eq(targets.routeId, route), ne(targets.id, target)))
  const taken = await db.$count(routes, and(eq(routes.siteId, site), eq(routes.destination, destination)))
  if (shared || taken) {
    const next = await routeTo(services, { site, destination })
    await db.update(targets).set({ routeId: next }).where(eq(targets.id, target))
  } else await db.update(routes).set({ destination }).where(eq(routes.id, route))
}

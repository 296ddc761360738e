import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { SiteKey } from '../brands.ts'
import { deadLetters, sites } from '../db/schema.ts'
import { isDataFault } from '../db/isDataFault.ts'
import { RotaryError } from '../errors.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { bearer } from '../http/bearer.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { buryEntries, removeDeadLetter } from './deadLetters.store.ts'
import { storeEntries } from './storeEntries.ts'

const DeadLetterSchema = v.object({
  /** Site and outbox entry, parted by a point. */
  id: v.string(),
  site: v.string(),
  /** What Postgres or a rule of ours said. */
  reason: v.string(),
  at: MomentSchema,
  /** The entry, whole. */
  body: v.record(v.string(), v.unknown()),
})

const idOf = ({ site, entry }: { site: string; entry: string }) => `${site}.${entry}`

/** `/v1/dead-letters`: what could not be stored; nothing is lost by it, and it can be tried again. */
export const deadLettersRoutes = new Hono<AppEnv>()

deadLettersRoutes.use(bearer('admin'))

deadLettersRoutes.get(
  '/',
  documented({
    id: 'listDeadLetters',
    tag: 'Dead letters',
    summary: 'What could not be stored, newest first',
    query: v.object(PageQueryEntries),
    answer: pageSchema(DeadLetterSchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const id = sql<string>`${deadLetters.site} || '.' || ${deadLetters.entry}`
    const rows = await c.var.services.db
      .select()
      .from(deadLetters)
      .where(
        and(
          inArray(deadLetters.site, ownSites(c)),
          after ? sql`(${deadLetters.at}, ${id}) < (${after.at}::timestamptz, ${after.id})` : undefined,
        ),
      )
      .orderBy(desc(deadLetters.at), desc(id))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: (row) => ({ at: row.at.toISOString(), id: idOf(row) }), item: deadLetterItem }))
  },
)

deadLettersRoutes.get(
  '/:id',
  documented({ id: 'getDeadLetter', tag: 'Dead letters', summary: 'One of them', answer: DeadLetterSchema }),
  async (c) => c.json(deadLetterItem(await requireDeadLetter(c))),
)

deadLettersRoutes.post(
  '/:id/replay',
  documented({
    id: 'replayDeadLetter',
    tag: 'Dead letters',
    summary: 'Try to store it again; it goes when that works, else it is refused with the reason',
    answer: v.object({ stored: v.literal(true) }),
  }),
  async (c) => {
    const { services } = c.var
    const letter = await requireDeadLetter(c)
    const settings = await loadSettings(services.db, letter.site)
    if (!settings) throw new RotaryError('not_found', 'There is no such site any more')
    const entries = [letter.body as OutboxEntry]
    try {
      await storeEntries(services, { entries, settings })
    } catch (error) {
      if (!isDataFault(error)) throw error
      await buryEntries(services.db, { entries, reason: String(error) })
      throw new RotaryError('conflict', `It is still refused: ${String(error).slice(0, 300)}`, { cause: error })
    }
    await removeDeadLetter(services.db, letter)
    return c.json({ stored: true })
  },
)

deadLettersRoutes.delete(
  '/:id',
  documented({ id: 'deleteDeadLetter', tag: 'Dead letters', summary: 'Give it up', status: 204 }),
  async (c) => {
    await removeDeadLetter(c.var.services.db, await requireDeadLetter(c))
    return c.body(null, 204)
  },
)

const ownSites = (c: Context<AppEnv>) =>
  c.var.services.db.select({ key: sites.key }).from(sites).where(eq(sites.accountId, c.var.principal.account))

async function requireDeadLetter(c: Context<AppEnv>): Promise<typeof deadLetters.$inferSelect> {
  const [site = '', ...entry] = (c.req.param('id') ?? '').split('.')
  const [row] = await c.var.services.db
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.site, site as SiteKey), eq(deadLetters.entry, entry.join('.')), inArray(deadLetters.site, ownSites(c))))
  if (!row) throw new RotaryError('not_found', 'There is no such dead letter')
  return row
}

function deadLetterItem(row: typeof deadLetters.$inferSelect) {
  const { site, reason, at, body } = row
  return { id: idOf(row), site, reason, at, body: body as Record<string, unknown> }
}

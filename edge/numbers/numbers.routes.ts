import { and, asc, desc, eq, gt } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { E164 } from '../brands.ts'
import { before } from '../db/before.ts'
import { numberMoves, numbers } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { MomentSchema, PageQueryEntries, pageSchema } from '../http/answers.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson, readText } from '../http/readJson.ts'
import { bindByWish } from './bindByWish.ts'
import { BindWishSchema } from './bindWish.ts'
import { exportNumbers } from './exportNumbers.ts'
import { importNumbers } from './importNumbers.ts'
import { releaseNumber, requireNumber, retireNumber } from './letGo.ts'
import { NUMBER_STATES } from './numbers.table.ts'

const EPOCH = new Date(0).toISOString()
/** About 20,000 lines. */
const MAX_IMPORT = 512 * 1024
const MAX_WISH = 32 * 1024

const text = v.nullable(v.string())
const StateSchema = v.object({ number: v.string(), state: v.picklist(NUMBER_STATES) })
const NumberSchema = v.object({
  number: v.string(),
  region: v.string(),
  connectionId: v.string(),
  state: v.picklist(NUMBER_STATES),
  site: text,
  routeId: text,
  source: text,
  unhealthy: text,
  stateSince: MomentSchema,
  lastUsedAt: v.nullable(MomentSchema),
  createdAt: MomentSchema,
  /** The company's own, not of the inventory. */
  own: v.boolean(),
})
const MoveSchema = v.object({ from: text, to: v.string(), site: text, at: MomentSchema, cause: v.string() })

/** `/v1/numbers`: the account's numbers and their lives. See `README.md` beside this file. */
export const numbersRoutes = new Hono<AppEnv>()

numbersRoutes.use(accountAccess, idempotent({ maxBytes: MAX_IMPORT }))
numbersRoutes.get(
  '/',
  documented({
    id: 'listNumbers',
    tag: 'Numbers',
    summary: 'Numbers',
    query: v.object(PageQueryEntries),
    answer: pageSchema(NumberSchema),
  }),
  async (c) => {
    const { limit, after } = readPage(c.req.query())
    const rows = await c.var.services.db
      .select()
      .from(numbers)
      .where(and(eq(numbers.accountId, c.var.principal.account), after ? gt(numbers.number, after.id as E164) : undefined))
      .orderBy(asc(numbers.number))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: (row) => ({ at: EPOCH, id: row.number }), item: numberItem }))
  },
)

const flag = v.optional(v.picklist(['0', '1', 'true', 'false'], 'must be 1 or 0'), '0')
const ImportQuerySchema = v.object({ dryRun: flag, shared: flag, connection: v.optional(v.pipe(v.string(), v.maxLength(100))) })

numbersRoutes.post(
  '/import',
  documented({
    id: 'importNumbers',
    tag: 'Numbers',
    summary: 'Import numbers by CSV',
    query: ImportQuerySchema,
    takes: 'text/csv',
    answer: v.looseObject({ added: v.number() }),
  }),
  async (c) => {
    const query = v.safeParse(ImportQuerySchema, c.req.query(), { abortEarly: true })
    if (!query.success) throw new RotaryError('invalid_query', `${v.getDotPath(query.issues[0]) ?? 'query'}: ${query.issues[0].message}`)
    const { connection } = query.output
    const [dryRun, shared] = [query.output.dryRun, query.output.shared].map((value) => value === '1' || value === 'true') as [
      boolean,
      boolean,
    ]
    const { services, principal, requestId } = c.var
    const { account } = principal
    if (shared && services.config.operator !== account)
      throw new RotaryError('forbidden', 'Only the operator may fill the inventory of all companies')
    const text = await readText(c, MAX_IMPORT)
    if (text.includes('\0')) throw new RotaryError('invalid_body', 'The body is not text')
    const cause = `import:${requestId}`
    return c.json(
      await importNumbers(services, {
        text,
        account,
        owner: shared ? null : account,
        dryRun,
        cause,
        ...(connection !== undefined && { connection }),
      }),
    )
  },
)

numbersRoutes.get(
  '/export',
  documented({ id: 'exportNumbers', tag: 'Numbers', summary: 'All numbers as CSV, which can be imported again', gives: ['text/csv'] }),
  (c) => {
    const body = exportNumbers(c.var.services.db, c.var.principal.account)
    return c.body(body, 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="numbers.csv"',
    })
  },
)

numbersRoutes.post(
  '/bind',
  documented({
    id: 'bindNumbers',
    tag: 'Numbers',
    summary: 'Bind numbers to a site, some of a region or certain ones',
    body: BindWishSchema,
    answer: v.object({ bound: v.unknown() }),
  }),
  async (c) => {
    const wish = await readJson(c, { schema: BindWishSchema, maxBytes: MAX_WISH })
    const { services, principal, requestId } = c.var
    return c.json({ bound: await bindByWish(services, { wish, account: principal.account, cause: `bind:${requestId}` }) })
  },
)

numbersRoutes.get(
  '/:number',
  documented({
    id: 'getNumber',
    tag: 'Numbers',
    summary: 'One number with its history',
    answer: v.object({ ...NumberSchema.entries, history: v.array(MoveSchema) }),
  }),
  async (c) => {
    const { services, principal } = c.var
    const row = await requireNumber(services, { account: principal.account, number: c.req.param('number') as E164 })
    const moves = await services.db
      .select(MOVE)
      .from(numberMoves)
      .where(movesOf(row))
      .orderBy(desc(numberMoves.at), desc(numberMoves.cause))
      .limit(200)
    return c.json({ ...numberItem(row), history: moves.reverse().map(moveItem) })
  },
)

numbersRoutes.get(
  '/:number/history',
  documented({
    id: 'listMoves',
    tag: 'Numbers',
    summary: 'Where a number went, newest first',
    query: v.object(PageQueryEntries),
    answer: pageSchema(MoveSchema),
  }),
  async (c) => {
    const { services, principal } = c.var
    const { limit, after } = readPage(c.req.query())
    const row = await requireNumber(services, { account: principal.account, number: c.req.param('number') as E164 })
    const rows = await services.db
      .select(MOVE)
      .from(numberMoves)
      .where(and(movesOf(row), before(numberMoves.at, numberMoves.cause, after)))
      .orderBy(desc(numberMoves.at), desc(numberMoves.cause))
      .limit(limit + 1)
    return c.json(toPage(rows, { limit, key: ({ at, cause }) => ({ at: at.toISOString(), id: cause }), item: moveItem }))
  },
)

numbersRoutes.post(
  '/:number/release',
  documented({ id: 'releaseNumber', tag: 'Numbers', summary: 'Give a number back to the inventory', answer: StateSchema }),
  async (c) => {
    const { services, principal, requestId } = c.var
    const row = await requireNumber(services, { account: principal.account, number: c.req.param('number') as E164 })
    return c.json({ number: row.number, state: await releaseNumber(services, { row, cause: `release:${requestId}` }) })
  },
)

numbersRoutes.post(
  '/:number/retire',
  documented({ id: 'retireNumber', tag: 'Numbers', summary: 'Take a number out of use for ever', answer: StateSchema }),
  async (c) => {
    const { services, principal, requestId } = c.var
    const row = await requireNumber(services, { account: principal.account, number: c.req.param('number') as E164 })
    if (row.ownerId !== principal.account && services.config.operator !== principal.account) {
      throw new RotaryError('forbidden', `${row.number} is the operator’s; release it instead`)
    }
    return c.json({ number: row.number, state: await retireNumber(services, { row, cause: `retire:${requestId}` }) })
  },
)

/** Where it went and why; what it did at other companies is theirs. */
const MOVE = { from: numberMoves.from, to: numberMoves.to, site: numberMoves.site, at: numberMoves.at, cause: numberMoves.cause }

const movesOf = ({ number, accountId }: typeof numbers.$inferSelect) =>
  and(eq(numberMoves.number, number), eq(numberMoves.accountId, accountId!))

/** `cause` is told in one word: which job, request or step of the rotation it was. */
function moveItem({ cause, ...move }: { from: string | null; to: string; site: string | null; at: Date; cause: string }) {
  const [word = ''] = cause.split(':')
  return { ...move, cause: word.startsWith('pk_') ? 'rotation' : word }
}

function numberItem({ accountId: _account, ownerId, ...row }: typeof numbers.$inferSelect) {
  return { ...row, own: ownerId !== null }
}

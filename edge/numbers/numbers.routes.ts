import { and, asc, eq, gt } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import type { E164 } from '../brands.ts'
import { numberMoves, numbers } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { bearer } from '../http/bearer.ts'
import { readPage, toPage } from '../http/paging.ts'

const EPOCH = new Date(0).toISOString()

/** `GET /v1/numbers`, the account's numbers in order; `GET /v1/numbers/:number` with its history. */
export const numbersRoutes = new Hono<AppEnv>()

numbersRoutes.use(bearer('admin', 'read'))
numbersRoutes.get('/', async (c) => {
  const { limit, after } = readPage(c.req.query())
  const rows = await c.var.services.db
    .select()
    .from(numbers)
    .where(and(eq(numbers.accountId, c.var.principal.account), after ? gt(numbers.number, after.id as E164) : undefined))
    .orderBy(asc(numbers.number))
    .limit(limit + 1)
  return c.json(toPage(rows, { limit, key: (row) => ({ at: EPOCH, id: row.number }), item: numberItem }))
})
numbersRoutes.get('/:number', async (c) => {
  const { db } = c.var.services
  const number = c.req.param('number') as E164
  const [row] = await db
    .select()
    .from(numbers)
    .where(and(eq(numbers.number, number), eq(numbers.accountId, c.var.principal.account)))
  if (!row) throw new RotaryError('not_found', 'There is no such number')
  const moves = await db
    .select({ from: numberMoves.from, to: numberMoves.to, site: numberMoves.site, at: numberMoves.at })
    .from(numberMoves)
    .where(and(eq(numberMoves.number, number), eq(numberMoves.accountId, c.var.principal.account)))
    .orderBy(asc(numberMoves.at))
  return c.json({ ...numberItem(row), history: moves })
})

function numberItem({ accountId: _, ...row }: typeof numbers.$inferSelect) {
  return row
}

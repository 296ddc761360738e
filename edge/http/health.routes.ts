import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'

const ok = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )

/** `GET /healthz` → 200 when both engines answer, else 503 and which does not. */
export const healthRoutes = new Hono<AppEnv>().get('/healthz', async (c) => {
  const { db, hot } = c.var.services
  const [redis, postgres] = await Promise.all([ok(hot.ping()), ok(db.execute(sql`select 1`))])
  return c.json({ ok: redis && postgres, hotState: redis, postgres }, redis && postgres ? 200 : 503)
})

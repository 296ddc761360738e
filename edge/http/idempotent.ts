import { and, eq, sql } from 'drizzle-orm'
import { createMiddleware } from 'hono/factory'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppEnv } from '../app.ts'
import { DAY, MINUTE } from '../clock.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { idempotencyKeys } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { openAnswer, sealAnswer } from './keptAnswer.ts'
import { readText } from './readJson.ts'

const KEY = /^[\x21-\x7e]{1,255}$/
/** A request that has not ended by then was killed: another may have its key. */
const ABANDONED = MINUTE

/**
 * `Idempotency-Key` on POST, behind `bearer`: the same request again within a day gets the first one's answer (`Idempotent-Replayed:
 * true`) and does nothing; another request with the same key is refused. Answers are kept sealed, since some show a secret. Faults of
 * ours are not kept. Bodies over `maxBytes` are refused.
 */
export function idempotent({ maxBytes }: { maxBytes: number }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || c.req.method !== 'POST') return next()
    if (!KEY.test(key)) throw new RotaryError('invalid_body', 'Idempotency-Key: must be 1 to 255 visible characters')
    const { db, clock, config } = c.var.services
    const { account } = c.var.principal
    const body = await readText(c, maxBytes)
    c.req.raw = new Request(c.req.url, { method: 'POST', headers: c.req.raw.headers, body })
    const request = await sha256Hex(`${c.req.url}\n${body}`)
    const now = clock()
    const mine = and(eq(idempotencyKeys.accountId, account), eq(idempotencyKeys.key, key))
    const begun = await db
      .insert(idempotencyKeys)
      .values({ accountId: account, key, request, at: new Date(now) })
      .onConflictDoUpdate({
        target: [idempotencyKeys.accountId, idempotencyKeys.key],
        set: { request, status: null, sealed: null, at: new Date(now) },
        setWhere: sql`${idempotencyKeys.at} < ${new Date(now - DAY)} or (${idempotencyKeys.request} = ${request}
          and ${idempotencyKeys.at} < ${new Date(now - ABANDONED)} and ${idempotencyKeys.status} is null)`,
      })
      .returning({ key: idempotencyKeys.key })
    if (!begun.length) {
      const [known] = await db.select().from(idempotencyKeys).where(mine)
      if (!known || known.request !== request) throw new RotaryError('conflict', 'Idempotency-Key: it was used for another request')
      if (known.status === null) throw new RotaryError('conflict', 'Idempotency-Key: the first request is still under way')
      const body = await openAnswer(config, known)
      if (body === null) throw new RotaryError('conflict', 'Idempotency-Key: it was done, and its answer cannot be shown again')
      c.header('Idempotent-Replayed', 'true')
      return c.body(body, known.status as ContentfulStatusCode, { 'Content-Type': 'application/json' })
    }
    await next()
    if (c.res.status >= 500) await db.delete(idempotencyKeys).where(mine)
    else {
      const sealed = await sealAnswer(config, { accountId: account, key, body: await c.res.clone().text() })
      await db.update(idempotencyKeys).set({ status: c.res.status, sealed }).where(mine)
    }
  })
}

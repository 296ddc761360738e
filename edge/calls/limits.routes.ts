import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId } from '../brands.ts'
import { callLimits } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { documented } from '../http/openapi/documented.ts'
import { readJson } from '../http/readJson.ts'
import type { CallLimits } from '../pool/meter.port.ts'
import type { Services } from '../services.ts'
import { pushLimits, readLimits } from './limits.store.ts'

const MAX_BODY = 1024

const limit = (most: number) => v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)))

const LimitsChangeSchema = v.strictObject({
  /** Calls that go on at once; the next one hears that it is busy. Null = no limit. */
  concurrentCalls: v.optional(limit(100_000)),
  /** Minutes a day (UTC) with one destination; further calls go to the connection's fallback while that has minutes left. Null = no limit. */
  destinationMinutes: v.optional(limit(1_000_000)),
})

const LimitsSchema = v.object({
  concurrentCalls: v.nullable(v.number()),
  destinationMinutes: v.nullable(v.number()),
  /** Null while the counters cannot be read. Counting begins with the first limit. */
  today: v.nullable(v.object({ calls: v.number(), destinations: v.array(v.object({ destination: v.string(), seconds: v.number() })) })),
})

/** `/v1/limits`: what the account's calls may come to at most, where the edge decides their route. */
export const limitsRoutes = new Hono<AppEnv>()

limitsRoutes.use(accountAccess)

limitsRoutes.get(
  '/',
  documented({ id: 'getLimits', tag: 'Telephony', summary: 'Limits of calls, and what they have come to today', answer: LimitsSchema }),
  async (c) => {
    const { services, principal } = c.var
    const { version: _, ...limits } = await readLimits(services, principal.account)
    return c.json(await withUsage(services, { account: principal.account, limits }))
  },
)

limitsRoutes.patch(
  '/',
  documented({
    id: 'changeLimits',
    tag: 'Telephony',
    summary: 'Change the limits of calls; they take hold within ten seconds, for calls that come',
    body: LimitsChangeSchema,
    answer: LimitsSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { account } = principal
    const change = await readJson(c, { schema: LimitsChangeSchema, maxBytes: MAX_BODY })
    await services.db
      .insert(callLimits)
      .values({ accountId: account, ...change, version: 1 })
      .onConflictDoUpdate({ target: callLimits.accountId, set: { ...change, version: sql`${callLimits.version} + 1` } })
    const limits = await pushLimits(services, account).catch((cause: unknown) => {
      throw new RotaryError('unavailable', 'The limits are stored, but calls do not follow them yet: send it again', { cause })
    })
    return c.json(await withUsage(services, { account, limits }))
  },
)

async function withUsage({ hot }: Services, { account, limits }: { account: AccountId; limits: CallLimits }) {
  return { ...limits, today: await hot.meter.usage(account).catch(() => null) }
}

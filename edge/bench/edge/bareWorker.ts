import { Redis } from '@upstash/redis/cloudflare'
import { Hono } from 'hono'
import { REDIS_CLIENT_OPTIONS } from '../../pool/redis/redisHotState.ts'

interface BareBindings {
  UPSTASH_REDIS_REST_URL: string
  UPSTASH_REDIS_REST_TOKEN: string
  LEASE_ANSWER: string
  BEACON_ANSWER: string
}

/** What any worker of this kind must do at the least: read the body, one round trip to Redis by the same driver, answer as many bytes. */
let redis: Redis | undefined
const app = new Hono<{ Bindings: BareBindings }>()
for (const path of ['/v1/leases', '/v1/beacons'] as const) {
  app.post(path, async (c) => {
    redis ??= new Redis({
      url: c.env.UPSTASH_REDIS_REST_URL,
      token: c.env.UPSTASH_REDIS_REST_TOKEN,
      ...REDIS_CLIENT_OPTIONS,
      signal: () => AbortSignal.timeout(1000),
    })
    await c.req.json()
    await redis.ping()
    return c.body(path === '/v1/leases' ? c.env.LEASE_ANSWER : c.env.BEACON_ANSWER, 200, { 'Content-Type': 'application/json' })
  })
}

/** wrangler.toml names them; nothing uses them here. */
class Unused {
  readonly unused = true
}
export { Unused as SiteObject, Unused as CallerObject, Unused as RegistryObject }

export default app

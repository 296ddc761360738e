import type { Redis } from '@upstash/redis/cloudflare'
import type { CallerMemory } from '../directory.port.ts'
import { CALLER_LIFE, callerKey, visitorCallersKey } from '../keys.ts'

interface Known {
  visitor: string
  session: string
  confidence: number
  at: number
}

export function redisCallers(redis: Redis): CallerMemory {
  const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as Known))
  return {
    recall: async (account, caller) => parse(await redis.get<string>(callerKey(account, caller))),
    async remember(account, caller, known) {
      const link = visitorCallersKey(account, known.visitor)
      // The link first: a caller that deletion cannot find must not exist.
      await redis
        .multi()
        .sadd(link, caller)
        .pexpire(link, CALLER_LIFE)
        .set(callerKey(account, caller), JSON.stringify(known), { px: CALLER_LIFE })
        .exec()
    },
    async forgetVisitor(account, visitor) {
      const link = visitorCallersKey(account, visitor)
      const callers = (await redis.smembers<string[]>(link)) ?? []
      const keys = callers.map((caller) => callerKey(account, caller))
      const known = keys.length === 0 ? [] : await redis.mget<(string | null)[]>(...keys)
      // A caller may have been taken for somebody else since.
      const own = keys.filter((_, i) => parse(known[i] ?? null)?.visitor === visitor)
      await redis.del(link, ...own)
    },
    async forgetCaller(account, caller) {
      const known = parse(await redis.get<string>(callerKey(account, caller)))
      const all = redis.multi()
      all.del(callerKey(account, caller))
      if (known !== null) all.srem(visitorCallersKey(account, known.visitor), caller)
      await all.exec()
    },
  }
}

import type { Redis, RedisConfigCloudflare } from '@upstash/redis/cloudflare'
import type { Clock } from '../../clock.ts'
import type { HotState } from '../hotState.port.ts'
import { redisCallers } from './redisCallers.ts'
import { redisConnections } from './redisConnections.ts'
import { redisMeter } from './redisMeter.ts'
import { redisNumbers } from './redisNumbers.ts'
import { redisOutbox } from './redisOutbox.ts'
import { redisPool } from './redisPool.ts'
import { redisSettings } from './redisSettings.ts'
import { SCRIPTS, type Scripts } from './scripts.ts'

/**
 * How the client must be made: values come as they were stored, and a lease is one round trip without retries that cost its page time.
 * Commands are not gathered behind our back: requests of different visitors must not wait for one another, and each pipeline object costs
 * more than the command. All that we store is text, so answers need no base64.
 */
export const REDIS_CLIENT_OPTIONS = {
  automaticDeserialization: false,
  enableTelemetry: false,
  enableAutoPipelining: false,
  responseEncoding: false,
  retry: false,
} satisfies Partial<RedisConfigCloudflare>

/**
 * All hot state on Upstash Redis or what speaks like it. `redis` must be made with `REDIS_CLIENT_OPTIONS`. `clock` only tells which
 * hour's counter a lease adds to and which day's a call does; all else goes by Redis' own.
 */
export function redisHotState(redis: Redis, { clock = Date.now, scripts = SCRIPTS }: { clock?: Clock; scripts?: Scripts } = {}): HotState {
  return {
    pool: redisPool({ redis, scripts, clock }),
    outbox: redisOutbox(redis),
    settings: redisSettings({ redis, scripts }),
    numbers: redisNumbers(redis),
    callers: redisCallers(redis),
    meter: redisMeter({ redis, scripts, clock }),
    connections: redisConnections({ redis, scripts }),
    async ping() {
      await redis.ping()
    },
  }
}

import { randomBytes } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { startLoopbackServer } from '../loopbackServer.ts'
import { findRedisServer, hasRedisServer } from './findRedisServer.ts'
import { createRedisGateway } from './redisGateway.ts'
import { startRedis } from './startRedis.ts'

export { hasRedisServer }

export interface TestRedis {
  /** For `@upstash/redis/cloudflare`. */
  readonly url: string
  readonly token: string
  /** Of the redis-server itself. */
  readonly port: number
  /** Straight to the redis-server, past the gateway. */
  readonly client: Redis
  flush(): Promise<void>
  stop(): Promise<void>
}

/** A fresh redis-server with the Upstash gateway before it, for tests. */
export async function startTestRedis(): Promise<TestRedis> {
  const binary = findRedisServer()
  if (binary === null) throw new Error('These tests need a redis-server on the PATH: guard them with describe.skipIf(!hasRedisServer)')
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-redis-')))
  const redis = await startRedis({ binary, dir, durable: false })
  // A test file that fails before its end must not leave its server running.
  const kill = () => {
    redis.process.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  }
  process.once('exit', kill)
  const token = randomBytes(16).toString('hex')
  const gateway = await startLoopbackServer(createRedisGateway({ client: redis.client, token }))
  return {
    url: gateway.url,
    token,
    port: redis.port,
    client: redis.client,
    flush: async () => void (await redis.client.flushall()),
    async stop() {
      process.off('exit', kill)
      await gateway.stop()
      await redis.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

import { startLoopbackServer } from '../loopbackServer.ts'
import { serveLauncher } from '../launcher/serveLauncher.ts'
import { createRedisGateway } from './redisGateway.ts'
import { startRedis } from './startRedis.ts'

export interface RedisHostOptions {
  binary: string
  dir: string
  token: string
}

export interface RedisHostValue {
  /** For `@upstash/redis`. */
  url: string
}

serveLauncher<RedisHostValue>(async (options, died) => {
  const { binary, dir, token } = options as RedisHostOptions
  const redis = await startRedis({ binary, dir })
  redis.process.once('exit', (code, signal) => died(`redis-server ended (${signal ?? code})`))
  const gateway = await startLoopbackServer(createRedisGateway({ client: redis.client, token }))
  return {
    value: { url: gateway.url },
    async stop() {
      await gateway.stop()
      await redis.stop()
    },
  }
})

import type { Redis } from '@upstash/redis/cloudflare'
import type { ConnectionDirectory, ConnectionRecord } from '../connections.port.ts'
import { connectionKey } from '../keys.ts'
import { runScript } from './runScript.ts'
import type { Scripts } from './scripts.ts'

export function redisConnections({ redis, scripts }: { redis: Redis; scripts: Scripts }): ConnectionDirectory {
  return {
    async find(id) {
      const text = await redis.hget<string>(connectionKey(id), 'settings')
      return text === null ? null : (JSON.parse(text) as ConnectionRecord)
    },
    async put(record) {
      await runScript(redis, scripts.writeSettings, [connectionKey(record.id)], [record.version, JSON.stringify(record)])
    },
    async remove(id) {
      await redis.del(connectionKey(id))
    },
  }
}

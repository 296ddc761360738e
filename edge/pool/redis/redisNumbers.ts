import type { Redis } from '@upstash/redis/cloudflare'
import type { NumberDirectory, NumberRecord } from '../directory.port.ts'
import { numberKey } from '../keys.ts'

export function redisNumbers(redis: Redis): NumberDirectory {
  return {
    async find(number) {
      const record = await redis.get<string>(numberKey(number))
      return record === null ? null : (JSON.parse(record) as NumberRecord)
    },
    async put(records) {
      if (records.length === 0) return
      await redis.mset(Object.fromEntries(records.map((record) => [numberKey(record.number), JSON.stringify(record)])))
    },
    async remove(numbers) {
      if (numbers.length > 0) await redis.del(...numbers.map(numberKey))
    },
  }
}

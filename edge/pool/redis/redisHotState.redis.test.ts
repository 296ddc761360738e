import { Redis } from '@upstash/redis/cloudflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, startTestRedis, type TestRedis } from '../../dev/redis/startTestRedis.ts'
import { hotStateContract } from '../contract.suite.ts'
import type { HotState } from '../hotState.port.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from './redisHotState.ts'

describe.skipIf(!hasRedisServer)('hot state on Redis', () => {
  let server: TestRedis
  let hot: HotState

  beforeAll(async () => {
    server = await startTestRedis()
    hot = redisHotState(new Redis({ url: server.url, token: server.token, ...REDIS_CLIENT_OPTIONS }))
  })
  afterAll(() => server.stop())

  hotStateContract(() => hot)

  it('gives every key a TTL but those that keys.ts says live on', async () => {
    const keys = await server.client.keys('*')
    const lasting = /^rotary:(sites$|number:|connection:|\{[^}]+\}:(call-limits|site|built|outbox|pool|holders|aside)(:|$))/
    const kinds = new Set<string>()
    for (const key of keys) {
      const ttl = await server.client.pttl(key)
      kinds.add(key.split('}:')[1]?.split(':')[0] ?? key)
      expect([key, ttl > 0]).toEqual([key, !lasting.test(key)])
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['answer', 'visitor', 'limits', 'counts', 'caller', 'callers', 'pool']))
  })

  it('runs by hash after the first time, and again after Redis forgot its scripts', async () => {
    const ref = { site: 'pk_hash' as never, route: 'rou_a' as never, region: 'RU' as never }
    await server.client.config('RESETSTAT')
    await hot.pool.fill(ref, ['+74950000001' as never], 'active')
    await server.client.script('FLUSH')
    await hot.pool.fill(ref, ['+74950000002' as never], 'active')
    await hot.pool.fill(ref, ['+74950000003' as never], 'active')
    const stats = await server.client.info('commandstats')
    expect(/cmdstat_eval:calls=(\d+)/.exec(stats)?.[1]).toBe('1')
    expect((await hot.pool.state(ref)).active).toHaveLength(3)
  })
})

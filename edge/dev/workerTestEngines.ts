import type { TestProject } from 'vitest/node'
import { migrate } from '../db/migrate.ts'
import { openTestDatabase } from './postgres/openTestDatabase.ts'
import { hasRedisServer, startTestRedis } from './redis/startTestRedis.ts'
import { seed } from './seed.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from './testServices.ts'

/** Bindings that stand for addresses and secrets of a deployment. */
export interface WorkerTestBindings {
  DATABASE_URL: string
  TOKEN_SECRET: string
  MASTER_KEY: string
  PUBLIC_URL: string
  ROTARY_EMBEDDED: string
  UPSTASH_REDIS_REST_URL?: string
  UPSTASH_REDIS_REST_TOKEN?: string
  /** Not read by the worker: signs the demo connection's webhooks. */
  TEST_HOOK_SECRET: string
}

declare module 'vitest' {
  interface ProvidedContext {
    bindings: WorkerTestBindings
  }
}

/** Engines for the suites that run inside workerd, which reaches them by plain HTTP as it would Upstash and Neon. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await openTestDatabase()
  const redis = hasRedisServer ? await startTestRedis() : null
  await migrate(database.url, 'edge/db/migrations')
  if (redis) {
    await seed({ databaseUrl: database.url, redisUrl: redis.url, redisToken: redis.token, masterKey: TEST_MASTER_KEY, hookSecret: TEST_HOOK_SECRET })
  }
  project.provide('bindings', {
    DATABASE_URL: database.url,
    TOKEN_SECRET: 'token secret of the tests',
    MASTER_KEY: TEST_MASTER_KEY,
    PUBLIC_URL: 'https://edge.test',
    ROTARY_EMBEDDED: '1',
    TEST_HOOK_SECRET,
    ...(redis && { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token }),
  })
  return async () => {
    await Promise.all([database.stop(), redis?.stop()])
  }
}

import { migrate } from '../db/migrate.ts'
import { openTestDatabase } from './postgres/openTestDatabase.ts'
import { hasRedisServer, startTestRedis } from './redis/startTestRedis.ts'
import { seed } from './seed.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from './testSecrets.ts'
import type { WorkerTestBindings } from './workerTestEngines.ts'

// Engines with the demo company in them, as a process of its own: prints the worker's bindings as one line
// of JSON and lives until its standard input ends.
const database = await openTestDatabase()
const redis = hasRedisServer ? await startTestRedis() : null
await migrate(database.url, 'edge/db/migrations')
await seed({ databaseUrl: database.url, redis, masterKey: TEST_MASTER_KEY, hookSecret: TEST_HOOK_SECRET })
const bindings: WorkerTestBindings = {
  DATABASE_URL: database.url,
  TOKEN_SECRET: 'token secret of the tests',
  MASTER_KEY: TEST_MASTER_KEY,
  PUBLIC_URL: 'https://edge.test',
  ROTARY_EMBEDDED: '1',
  TEST_HOOK_SECRET,
  ...(redis && { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token }),
}
console.log(JSON.stringify(bindings))
process.stdin.resume().once('end', () => {
  void Promise.all([database.stop(), redis?.stop()]).then(() => process.exit(0))
})

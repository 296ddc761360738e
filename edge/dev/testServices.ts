import { Redis } from '@upstash/redis/cloudflare'
import { createApp } from '../app.ts'
import type { ConnectionId } from '../brands.ts'
import type { Clock } from '../clock.ts'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import type { DoorbellMessage } from '../jobs/doorbell.ts'
import { drainOutbox } from '../jobs/drainOutbox.ts'
import { takeNote } from '../jobs/takeNote.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from '../pool/redis/redisHotState.ts'
import type { Services } from '../services.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { openTestDatabase } from './postgres/openTestDatabase.ts'
import { startTestRedis } from './redis/startTestRedis.ts'
import { DEMO, seed } from './seed.ts'
import { servicesOver } from './servicesOver.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from './testSecrets.ts'

/** The production wiring over a real Redis and a real Postgres with the demo company in them; only the queue is a list. */
export async function createTestServices(overrides: Partial<Services> & { clock?: Clock } = {}) {
  const [redis, database] = await Promise.all([startTestRedis(), openTestDatabase()])
  await migrate(database.url, 'edge/db/migrations')
  await seed({
    databaseUrl: database.url,
    redis,
    masterKey: TEST_MASTER_KEY,
    hookSecret: TEST_HOOK_SECRET,
  })
  const clock = overrides.clock ?? (() => Date.now())
  const db = connect(database.url)
  const hot = redisHotState(new Redis({ url: redis.url, token: redis.token, ...REDIS_CLIENT_OPTIONS }))
  const messages: DoorbellMessage[] = []
  const services = servicesOver(
    { databaseUrl: database.url, db, hot, clock },
    {
      send: async (message) => void messages.push(message),
      asset: async (path) => new Response(`(function(s){/* ${path} */})(__ROTARY_SETTINGS__)`),
      ...overrides,
    },
  )
  return {
    services,
    app: createApp(services),
    redis,
    database,
    connection: DEMO.connection as ConnectionId,
    /** Does what the queue and the cron would: all that waits is stored. */
    async settle() {
      for (const message of messages.splice(0)) if (message.kind === 'note') await takeNote(services, message)
      for (const site of await hot.outbox.waiting()) await drainOutbox(services, site)
      await tellWorld(services)
    },
    async stop() {
      await Promise.all([redis.stop(), database.stop()])
    },
  }
}

export type TestServices = Awaited<ReturnType<typeof createTestServices>>

import { count } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { events, numberMoves } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import { drainOutbox } from './drainOutbox.ts'
import { reconcile } from './reconcile.ts'
import { runJobs } from './runJobs.ts'

describe.skipIf(!hasRedisServer)('the jobs of wrangler.toml', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  const counts = async () => {
    const [[moves], [raised]] = await it.services.db.batch([
      it.services.db.select({ n: count() }).from(numberMoves),
      it.services.db.select({ n: count() }).from(events),
    ])
    return { moves: moves!.n, events: raised!.n }
  }

  test.each(['* * * * *', '17 2 * * *'])(
    'run twice as once: %s',
    async (cron) => {
      await lease(it.app)
      await runJobs(it.services, cron)
      const once = await counts()
      expect(await it.services.hot.outbox.waiting()).toEqual([])
      await runJobs(it.services, cron)
      await Promise.all([runJobs(it.services, cron), runJobs(it.services, cron)])
      expect(await counts()).toEqual(once)
    },
    60_000,
  )

  test('leave the hot state and Postgres alike', async () => {
    for (let i = 0; i < 30; i++) await lease(it.app)
    const report = await reconcile(it.services, { site: DEMO.siteKey, drain: () => drainOutbox(it.services, DEMO.siteKey) })
    expect(report).toEqual({ pools: 16, differences: 0, directory: 0 })
  })

  test('rebuild a site whose hot state was lost', async () => {
    await it.redis.flush()
    await runJobs(it.services, '17 2 * * *')
    expect((await it.services.hot.settings.read(DEMO.siteKey))?.built).toEqual(expect.any(Number))
    expect((await lease(it.app)).reason).toBe('leased')
  }, 60_000)

  test('one that fails does not keep the others waiting', async () => {
    const broken = {
      ...it.services,
      hot: { ...it.services.hot, pool: { ...it.services.hot.pool, load: () => Promise.reject(new Error('down')) } },
    }
    await lease(it.app)
    await expect(runJobs(broken, '* * * * *')).rejects.toMatchObject({ errors: [new Error('down')] })
    expect(await it.services.hot.outbox.waiting()).toEqual([])
  })
})

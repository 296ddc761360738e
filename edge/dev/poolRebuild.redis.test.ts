import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { lease } from './aVisit.ts'
import { hasRedisServer } from './redis/startTestRedis.ts'
import { DEMO } from './seed.ts'
import { createTestServices, type TestServices } from './testServices.ts'

describe.skipIf(!hasRedisServer)('npm run pool:rebuild', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  }, 60_000)
  afterAll(() => it.stop())

  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'poolRebuild.ts'), ...args], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: it.database.url,
        UPSTASH_REDIS_REST_URL: it.redis.url,
        UPSTASH_REDIS_REST_TOKEN: it.redis.token,
      },
    })

  test('makes a wiped Redis as Postgres says: pools, states, rests, directory and settings', async () => {
    const ref = { site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-MOW' as RegionCode }
    const visit = await lease(it.app)
    const number = visit.slots[0]!.number!.e164
    const drained = (await it.services.hot.pool.state(ref)).active.at(0)!.number
    await it.services.hot.pool.drain(ref, [drained])
    await it.settle()
    const before = await it.services.hot.pool.state(ref)
    await it.redis.flush()
    const { stdout } = await run()
    expect(stdout).toMatch(/pk_demo \(1 of 1\), [\d.]+ s\n1 sites are as Postgres says/)
    const after = await it.services.hot.pool.state(ref)
    const names = ({ active }: typeof after) => active.map((one) => one.number).sort()
    expect(names(after)).toEqual(names(before))
    expect(after.draining.map((one) => one.number)).toEqual([drained])
    expect(after.active.find((one) => one.number === number)!.score, 'its visitor was there a moment ago').toBeGreaterThan(
      Date.now() - 60_000,
    )
    expect(await it.services.hot.numbers.find(drained)).toMatchObject({ state: 'draining', site: DEMO.siteKey })
    expect(await it.services.hot.settings.read(DEMO.siteKey)).toMatchObject({ built: expect.any(Number) })
    expect(await it.services.hot.outbox.waiting(), 'nothing has happened').toEqual([])
  }, 30_000)

  test('rebuilds the sites that are named, and says when there is none', async () => {
    await expect(run('pk_nobody')).rejects.toMatchObject({ code: 1, stderr: 'There is no site pk_nobody\n' })
    expect((await run('pk_demo')).stdout).toContain('1 sites')
  }, 30_000)
})

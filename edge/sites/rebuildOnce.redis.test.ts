import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import type { rebuildOnce } from './rebuildOnce.ts'

interface RebuildOnceModule {
  rebuildOnce: typeof rebuildOnce
}

/** The module again, as another isolate has it. */
const isolate = async (name: string) => (await import(/* @vite-ignore */ `./rebuildOnce.ts?${name}`)) as RebuildOnceModule

describe.skipIf(!hasRedisServer)('a site whose hot state was wiped', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices()
  })
  afterAll(() => it.stop())

  async function rebuilds(names: string[], visitors: number): Promise<number> {
    let begun = 0
    const settings = {
      ...it.services.hot.settings,
      markBuilt: async (...args: [never, number]) => {
        begun++
        // Long enough for everybody to meet a rebuild under way.
        await new Promise((done) => setTimeout(done, 150))
        await it.services.hot.settings.markBuilt(...args)
      },
    }
    const services = { ...it.services, hot: { ...it.services.hot, settings } }
    const isolates = await Promise.all(names.map(isolate))
    await Promise.all(isolates.flatMap(({ rebuildOnce }) => Array.from({ length: visitors }, () => rebuildOnce(services, DEMO.siteKey))))
    return begun
  }

  test('is rebuilt once for many visitors of many isolates, and all of them find it built', async () => {
    await it.redis.client.flushall()
    expect(await rebuilds(['a', 'b', 'c'], 5)).toBe(1)
    expect((await it.services.hot.settings.read(DEMO.siteKey))?.built).toBeGreaterThan(0)
  })

  test('is free to be rebuilt again after somebody failed', async () => {
    await it.redis.client.flushall()
    const { rebuildOnce } = await isolate('d')
    const db = {
      select: () => {
        throw new Error('Postgres is away')
      },
    } as never
    await expect(rebuildOnce({ ...it.services, db }, DEMO.siteKey)).rejects.toThrow()
    expect(await it.services.hot.settings.claimRebuild(DEMO.siteKey, 1000)).toBe(true)
    await it.services.hot.settings.endRebuild(DEMO.siteKey)
    await rebuildOnce(it.services, DEMO.siteKey)
    expect((await it.services.hot.settings.read(DEMO.siteKey))?.built).toBeGreaterThan(0)
  })
})

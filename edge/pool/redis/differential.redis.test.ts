import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, startTestRedis, type TestRedis } from '../../dev/redis/startTestRedis.ts'
import { planArbitrary } from '../../bench/pool/differential/plan.ts'
import { playInModel } from '../../bench/pool/differential/playInModel.ts'
import { loadScripts, playInRedis } from '../../bench/pool/differential/playInRedis.ts'
import { testScripts } from '../../bench/pool/differential/testScripts.ts'

const RUNS = Number(process.env.ROTARY_RUNS ?? 400)

describe.skipIf(!hasRedisServer)('the scripts and the model', () => {
  const scripts = testScripts()
  let server: TestRedis

  beforeAll(async () => {
    server = await startTestRedis()
    await loadScripts(server.client, scripts)
  })
  afterAll(() => server.stop())

  it(
    `answer ${RUNS} random histories alike and end in the same state, touching declared keys only`,
    async () => {
      await fc.assert(
        fc.asyncProperty(planArbitrary, async (plan) => {
          expect(await playInRedis(server.client, scripts, playInModel(plan))).toBeNull()
        }),
        { numRuns: RUNS },
      )
    },
    RUNS * 1000,
  )
})

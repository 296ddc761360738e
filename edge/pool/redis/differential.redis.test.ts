import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, startTestRedis, type TestRedis } from '../../dev/redis/startTestRedis.ts'
import { killMutants } from '../../bench/pool/differential/killMutants.ts'
import { planArbitrary } from '../../bench/pool/differential/plan.ts'
import { playInModel } from '../../bench/pool/differential/playInModel.ts'
import { loadScripts, playInRedis } from '../../bench/pool/differential/playInRedis.ts'
import { testScripts } from '../../bench/pool/differential/testScripts.ts'
import { MUTANTS } from './mutants.ts'

/** `ROTARY_RUNS=10000` is the soak run. */
const RUNS = Number(process.env.ROTARY_RUNS ?? 250)
const SOAK = RUNS >= 10_000
/** Every eighth mutant in the short run. */
const mutants = MUTANTS.filter((_, i) => SOAK || i % 8 === 0)

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

  it(`differ as soon as a script is wrong: at least 95 % of ${mutants.length} mutants are noticed`, async () => {
    const survivors = await killMutants(server.client, { histories: 1500, seed: 1, mutants })
    const share = 1 - survivors.length / mutants.length
    console.log(
      `${mutants.length - survivors.length} of ${mutants.length} mutants noticed${survivors.map(({ name }) => `; not: ${name}`).join('')}`,
    )
    expect(share).toBeGreaterThanOrEqual(0.95)
  }, 600_000)
})

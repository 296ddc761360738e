import { Redis } from '@upstash/redis/cloudflare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId, E164 } from '../../brands.ts'
import { hasRedisServer, startTestRedis, type TestRedis } from '../../dev/redis/startTestRedis.ts'
import type { CallLimits, MeterStep } from '../meter.port.ts'
import { countInModel, type MeteredCall, type MeterState } from '../model/meterModel.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from './redisHotState.ts'

const DESTINATIONS = ['+74957654321', '+74957654322', '+74957654323'] as E164[]
const RUNS = Number(process.env['ROTARY_RUNS'] ?? 60)

describe.skipIf(!hasRedisServer)('the meter on Redis', () => {
  let server: TestRedis
  let run = 0
  beforeAll(async () => {
    server = await startTestRedis()
  })
  afterAll(() => server.stop())

  const call = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const step = fc.oneof(
    fc.record({ step: fc.constant('start'), call, destinations: fc.shuffledSubarray(DESTINATIONS, { minLength: 1 }) }),
    fc.record({ step: fc.constant('answered'), call }),
    fc.record({ step: fc.constant('end'), call, talkSec: fc.option(fc.integer({ min: 0, max: 90 })) }),
  ) as fc.Arbitrary<Omit<MeterStep, 'account'>>
  const limits: fc.Arbitrary<CallLimits> = fc.record({
    concurrentCalls: fc.option(fc.integer({ min: 1, max: 4 })),
    destinationMinutes: fc.option(fc.integer({ min: 1, max: 3 })),
  })

  it('answers and counts as the model does, whatever comes', { timeout: 60_000 + RUNS * 500 }, async () => {
    const { meter } = redisHotState(new Redis({ url: server.url, token: server.token, ...REDIS_CLIENT_OPTIONS }))
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 40 }), async (set, steps) => {
        const account = `acc_random${run++}` as AccountId
        await meter.write(account, { ...set, version: 1 })
        const model = modelState(set)
        for (const one of steps) {
          const whole = { account, ...one } as MeterStep
          expect(await meter.count(whole), JSON.stringify(one)).toEqual(countInModel(model, whole, Date.now()))
        }
        const { calls, destinations } = await meter.usage(account)
        expect(calls).toBe(model.live(Date.now()).length)
        expect(Object.fromEntries(destinations.map(({ destination, seconds }) => [destination, seconds]))).toEqual(model.talk)
      }),
      { numRuns: RUNS },
    )
  })
})

function modelState(limits: CallLimits): MeterState & { talk: Record<string, number> } {
  const calls = new Map<string, MeteredCall>()
  const talk: Record<string, number> = {}
  return {
    limits,
    talk,
    live: (now) => [...calls].filter(([, { place }]) => place > now).map(([call, of]) => ({ call, of })),
    find: (call) => calls.get(call) ?? null,
    keep: (call, of) => void calls.set(call, of),
    seconds: (_, destination) => talk[destination] ?? 0,
    add: (_, destination, seconds) => void (talk[destination] = (talk[destination] ?? 0) + seconds),
  }
}

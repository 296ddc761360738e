import { expect, test, vi } from 'vitest'
import { DEFAULT_BACKGROUND } from '../../../attribution/attributeCall.ts'
import { UIS_TABLES } from '../../../attribution/tables/uis.ts'
import { DAY, MINUTE } from '../../../clock.ts'
import { runRotary } from '../jobs/runRotary.ts'
import { runRule } from '../jobs/runRule.ts'
import { SEED_RULE } from '../rules/peerRules.ts'
import { generateTraffic } from '../traffic/generateTraffic.ts'
import { MID_TRAFFIC } from '../traffic/trafficModel.ts'

// Weeks of traffic, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const settings = {
  name: 'Rotary',
  rest: 15 * MINUTE,
  stated: 1000,
  from: 7 * DAY,
  intent: true,
  growth: true,
  fitted: { tables: UIS_TABLES, background: DEFAULT_BACKGROUND },
}
const traffic = generateTraffic({ ...MID_TRAFFIC, sessionsPerDay: 1000, regions: 3 }, 9, 14)

test('the production model and attribution need fewer numbers than the seed’s rule and are wrong less often', () => {
  const ours = runRotary(traffic, settings)
  const seed = runRule(traffic, SEED_RULE, settings.from)
  expect(ours.shares.right + ours.shares.wrong + ours.shares.unknown).toBeCloseTo(100)
  expect(ours.numbers).toBeLessThan(seed.numbers)
  expect(ours.shares.wrong).toBeLessThan(seed.shares.wrong / 2)
  expect(ours.refused).toBe(0)
})

test('a run is the same when it is run again', () => {
  expect(runRotary(traffic, settings)).toEqual(runRotary(traffic, settings))
})

test('interest in the phone makes more calls known', () => {
  const blind = { ...settings, intent: false, fitted: { ...settings.fitted, tables: { ...UIS_TABLES, intent: { absent: 1, shown: 1 } } } }
  // Enough calls that chance does not decide: 1,300 first ones.
  const busy = generateTraffic({ ...MID_TRAFFIC, sessionsPerDay: 5000, regions: 3 }, 9, 21)
  expect(runRotary(busy, settings).shares.right).toBeGreaterThan(runRotary(busy, blind).shares.right + 0.5)
})

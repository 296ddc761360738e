import type { FittedTables } from '../../../attribution/fitTables.ts'
import { namedAt, sharesOf } from '../outcome.ts'
import { replayRotary } from '../rotary/replayRotary.ts'
import type { RotaryOutcome } from '../rotary/replayRotary.ts'
import { rollingThreshold } from '../rotary/rollingThreshold.ts'
import { createRandom } from '../traffic/random.ts'
import type { Traffic } from '../traffic/visit.ts'
import type { Calibration, RotarySummary } from './summary.ts'

export interface RotarySettings {
  name: string
  rest: number
  stated: number
  from: number
  intent: boolean
  growth: boolean
  each?: number | undefined
  fitted: FittedTables
}

const calibrate = (outcome: RotaryOutcome, from: number, precision: number): Calibration => {
  const threshold = rollingThreshold(outcome.claims, precision)
  const named = outcome.claims.filter((claim) => claim.at >= from && claim.share >= threshold(claim))
  const per = Math.max(1, named.length)
  return {
    claimed: named.reduce((sum, { share }) => sum + share, 0) / per,
    true: named.filter(({ right }) => right).length / per,
    count: named.length,
  }
}

export const summarise = (outcome: RotaryOutcome, name: string, from: number): RotarySummary => {
  const { verdicts, claims, numbers, how, repeats } = outcome
  const { shared = 0, exhausted = 0, refused: suspects = 0 } = how
  const given = Object.values(how).reduce((sum, count) => sum + count, 0) - suspects
  return {
    name,
    numbers: numbers.mean,
    peak: numbers.peak,
    bound: numbers.boundMean,
    shares: sharesOf(verdicts, rollingThreshold(claims, 0.98)),
    strict: sharesOf(verdicts, rollingThreshold(claims, 0.99)),
    everyRight: sharesOf(verdicts, () => -1).right,
    namedAt1: namedAt(verdicts, 1),
    shared: (100 * shared) / Math.max(1, given),
    refused: (100 * exhausted) / Math.max(1, given),
    calibration: { at98: calibrate(outcome, from, 0.98), at99: calibrate(outcome, from, 0.99) },
    repeatsRight: (100 * repeats.right) / Math.max(1, repeats.right + repeats.wrong),
  }
}

/** Our own rotation and attribution on one run. */
export const runRotary = (traffic: Traffic, { name, ...settings }: RotarySettings, onDay?: (day: number) => void): RotarySummary =>
  summarise(replayRotary(traffic, { ...settings, random: createRandom(7), ...(onDay ? { onDay } : {}) }), name, settings.from)

import { namedAt, sharesOf } from '../outcome.ts'
import { replayRule } from '../rules/replayRule.ts'
import type { Rule } from '../rules/rule.ts'
import { createRandom } from '../traffic/random.ts'
import type { Traffic } from '../traffic/visit.ts'
import type { Summary } from './summary.ts'

/** Another rule on the same run. */
export const runRule = (traffic: Traffic, rule: Rule, from: number): Summary => {
  const outcome = replayRule(traffic, rule, { random: createRandom(11), from })
  const { verdicts, numbers, peak } = outcome
  return {
    name: rule.name,
    numbers,
    peak,
    bound: numbers,
    shares: sharesOf(verdicts, () => -rule.window),
    everyRight: sharesOf(verdicts, () => -Number.MAX_VALUE).right,
    namedAt1: namedAt(verdicts, 1),
    shared: (100 * outcome.shared) / Math.max(1, outcome.asked),
    refused: (100 * outcome.refused) / Math.max(1, outcome.asked),
  }
}

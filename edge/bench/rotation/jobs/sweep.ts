import { MINUTE } from '../../../clock.ts'
import { restRule } from '../rules/peerRules.ts'
import type { Rule } from '../rules/rule.ts'
import type { Traffic } from '../traffic/visit.ts'
import { runRule } from './runRule.ts'
import type { Summary } from './summary.ts'

const MINUTES = [2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 130, 170]

/** A choice of numbers with the last holder named, on pools of growing size, each sized for so much rest in its busiest hour. */
export const sweepRests = (traffic: Traffic, choice: Rule['choice'], from: number): Summary[] =>
  MINUTES.map((minutes) => {
    const rule = restRule((load) => Math.ceil((load.busiestHour * (minutes * MINUTE + load.visible)) / (60 * MINUTE)) + 1, choice)
    return runRule(traffic, rule, from)
  })

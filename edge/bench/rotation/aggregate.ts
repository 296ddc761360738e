import type { Comparison } from './jobs/runJob.ts'
import type { RotarySummary, Summary } from './jobs/summary.ts'
import type { Spread } from './statistics.ts'
import { spreadOf } from './statistics.ts'

/** One rule over all seeds of a scenario. */
export interface Line {
  name: string
  numbers: Spread
  peak: Spread
  right: Spread
  wrong: Spread
  unknown: Spread
  wrongOfNamed: Spread
  everyRight: Spread
  namedAt1: Spread
  shared: Spread
  refused: Spread
}

export const lineOf = (summaries: readonly Summary[]): Line => {
  const of = (value: (summary: Summary) => number): Spread => spreadOf(summaries.map(value))
  return {
    name: summaries[0]!.name,
    numbers: of(({ numbers }) => numbers),
    peak: of(({ peak }) => peak),
    right: of(({ shares }) => shares.right),
    wrong: of(({ shares }) => shares.wrong),
    unknown: of(({ shares }) => shares.unknown),
    wrongOfNamed: of(({ shares }) => shares.wrongOfNamed),
    everyRight: of(({ everyRight }) => everyRight),
    namedAt1: of(({ namedAt1 }) => namedAt1),
    shared: of(({ shared }) => shared),
    refused: of(({ refused }) => refused),
  }
}

/** The same rule's summaries of every seed together, in the order of the first. */
export const linesOf = (comparisons: readonly Comparison[], list: 'rotary' | 'rules' | 'longestRested' | 'random'): Line[] =>
  (comparisons[0]?.[list] ?? []).map((_, i) => lineOf(comparisons.map((comparison) => comparison[list][i]!)))

/** Claimed less true precision over all calls of all seeds, in points. */
export const gapOf = (
  summaries: readonly RotarySummary[],
  at: 'at98' | 'at99',
): { claimed: number; true: number; gap: number; count: number } => {
  let [claimed, right, count] = [0, 0, 0]
  for (const { calibration } of summaries) {
    claimed += calibration[at].claimed * calibration[at].count
    right += calibration[at].true * calibration[at].count
    count += calibration[at].count
  }
  const per = 100 / Math.max(1, count)
  return { claimed: claimed * per, true: right * per, gap: (claimed - right) * per, count }
}

import { forgottenIntensity } from '../../../attribution/forgottenIntensity.ts'
import { countCall, emptyCounts } from '../../../attribution/adaptTables.ts'
import { DEFAULT_BACKGROUND } from '../../../attribution/attributeCall.ts'
import type { FittedTables } from '../../../attribution/fitTables.ts'
import { fitTables } from '../../../attribution/fitTables.ts'
import type { IntensityTables } from '../../../attribution/intensityTables.ts'
import type { RotaryOutcome } from './replayRotary.ts'

const STEPS = 5

/** Tables from a run whose callers are known: what a model trained on other traffic of the same kind knows. */
export const trainTables = (run: RotaryOutcome, { prior, intent }: { prior: IntensityTables; intent: boolean }): FittedTables => {
  if (!run.recorded) throw new Error('The run was not recorded')
  const { exposure } = run.recorded
  const calls = run.recorded.calls.filter(({ evidence }) => !evidence.calledBefore)
  const counts = emptyCounts()
  for (const { evidence, truth } of calls) {
    const holder = evidence.history.holders[truth]
    if (holder) countCall(counts, { holder, at: evidence.at, share: 1 })
  }
  const base = intent ? prior : { ...prior, intent: { absent: 1, shown: 1 } }
  let fitted: FittedTables = { tables: base, background: DEFAULT_BACKGROUND }
  // The factors of interest and the rows depend on each other, and so do spam and what the rings forgot.
  for (let step = 0; step < STEPS; step++) {
    const { background, tables } = fitted
    counts.background = 0
    counts.forgotten = 0
    for (const { evidence, truth } of calls) {
      if (truth >= 0) continue
      const share = background / (background + forgottenIntensity(evidence.history.holders, evidence.at, tables))
      counts.background += share
      counts.forgotten += 1 - share
    }
    fitted = fitTables({ prior: base, priorBackground: DEFAULT_BACKGROUND, intent: tables.intent, counts, exposure })
  }
  return intent ? fitted : { ...fitted, tables: { ...fitted.tables, intent: { absent: 1, shown: 1 } } }
}

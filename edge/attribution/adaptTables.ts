import type { Holder } from '../pool/holder.ts'
import type { AttributionInput } from './attributeCall.ts'
import { attributeCall } from './attributeCall.ts'
import type { Exposure } from './exposure.ts'
import { emptyGroups } from './exposure.ts'
import type { CallCounts, FittedTables } from './fitTables.ts'
import { fitTables } from './fitTables.ts'
import { forgottenIntensity } from './forgottenIntensity.ts'
import { holderState, showedInterest } from './holderState.ts'
import type { IntensityTables } from './intensityTables.ts'
import { BINS, binOf } from './intensityTables.ts'

const STEPS = 5

/** A call as it was attributed, tables and threshold aside. */
export type CallEvidence = Omit<AttributionInput, 'tables' | 'threshold' | 'background' | 'known' | 'onSite'>

export interface AdaptInput {
  /** What adapted tables are shrunk to: the shipped ones. */
  prior: IntensityTables
  priorBackground: number
  /** Where the steps begin: the tables in use. */
  current: IntensityTables
  background: number
  calls: readonly CallEvidence[]
  exposure: Exposure
  steps?: number
}

export const emptyCounts = (): CallCounts => ({
  states: emptyGroups(),
  tap: new Array<number>(BINS).fill(0),
  interest: { absent: 0, shown: 0 },
  forgotten: 0,
  background: 0,
})

const shareOut = (tables: IntensityTables, background: number, calls: readonly CallEvidence[]): CallCounts => {
  const counts = emptyCounts()
  for (const call of calls) {
    // Who called before is another population: background of his kind is a factor of that of first callers.
    if (call.fixedSource !== undefined || call.calledBefore) continue
    const found = attributeCall({ ...call, known: null, tables, background, threshold: 1 })
    const forgotten = forgottenIntensity(call.history.holders, call.at, tables)
    counts.background += (found.background * background) / (background + forgotten)
    counts.forgotten += (found.background * forgotten) / (background + forgotten)
    // A visitor's sessions are one candidate: the one that stands for him takes the count.
    const shares = new Map(found.candidates.map(({ session, share }) => [session, share]))
    for (const holder of call.history.holders) {
      const share = shares.get(holder.session)
      if (share !== undefined) countCall(counts, { holder, at: call.at, share })
    }
  }
  return counts
}

/** Adds a call, or the share of one, to what its holder was doing at the time. */
export const countCall = (counts: CallCounts, { holder, at, share }: { holder: Holder; at: number; share: number }): void => {
  const { state, seconds, group } = holderState(holder, at)
  const bin = binOf(seconds)
  if (state === 'tapped') counts.tap[bin]! += share
  else {
    counts.states[group][state][bin]! += share
    counts.interest[showedInterest(holder, at) ? 'shown' : 'absent'] += share
  }
}

/**
 * Tables that fit an account's own calls better, without knowing who called: each step shares every call out among its candidates
 * by the tables of the step before and fits tables to what came out (expectation maximisation). The caller keeps versions and
 * decides whether to use them.
 */
export const adaptTables = ({ prior, priorBackground, current, background, calls, exposure, steps = STEPS }: AdaptInput): FittedTables => {
  let now: FittedTables = { tables: current, background }
  for (let step = 0; step < steps; step++) {
    const counts = shareOut(now.tables, now.background, calls)
    now = fitTables({ prior, priorBackground, intent: now.tables.intent, counts, exposure })
  }
  return now
}

import type { AttributionInput } from './attributeCall.ts'
import { attributeCall } from './attributeCall.ts'
import type { Exposure, GroupCounts, Interest } from './exposure.ts'
import { emptyGroups } from './exposure.ts'
import { forgottenIntensity } from './forgottenIntensity.ts'
import { holderState, showedInterest } from './holderState.ts'
import type { IntensityTables } from './intensityTables.ts'
import { BINS, HOLDER_GROUPS, binOf } from './intensityTables.ts'
import { tailOf } from './tailOf.ts'

/** Calls that the prior is worth in each bin. */
const PRIOR_CALLS = 3
const STEPS = 5

/** A call as it was attributed, tables and threshold aside. */
export type RecordedCall = Omit<AttributionInput, 'tables' | 'threshold' | 'background'>

export interface AdaptInput {
  /** What adapted tables are shrunk to: the shipped ones. */
  prior: IntensityTables
  priorBackground: number
  /** Where the steps begin: the tables in use. */
  current: IntensityTables
  background: number
  calls: readonly RecordedCall[]
  exposure: Exposure
  steps?: number
}

export interface AdaptedTables {
  tables: IntensityTables
  /** Calls per second on one number from nobody who held it. */
  background: number
}

/** Neighbours lend a quarter each: a bin of few calls is no peak of its own. */
const smooth = (row: readonly number[]): number[] =>
  row.map((value, i) => 0.5 * value + 0.25 * (row[i - 1] ?? value) + 0.25 * (row[i + 1] ?? value))

const rate = (calls: readonly number[], seconds: readonly number[], prior: readonly number[]): number[] => {
  const counted = smooth(calls)
  const watched = smooth(seconds)
  return prior.map((h, bin) => (counted[bin]! + PRIOR_CALLS) / (watched[bin]! + PRIOR_CALLS / h))
}

interface Counts {
  states: GroupCounts
  tap: number[]
  /** By the call's share, and by what the tables of the last step expected. */
  interest: Record<Interest, number>
  background: number
}

const countCalls = (tables: IntensityTables, background: number, calls: readonly RecordedCall[]): Counts => {
  const counts: Counts = { states: emptyGroups(), tap: new Array<number>(BINS).fill(0), interest: { absent: 0, shown: 0 }, background: 0 }
  for (const call of calls) {
    if (call.fixedSource !== undefined) continue
    const { known: _, ...blind } = call
    const found = attributeCall({ ...blind, known: null, tables, background, threshold: 1 })
    const forgotten = forgottenIntensity(call.history.holders, call.at, tables)
    counts.background += (found.background * background) / (background + forgotten)
    const shares = new Map(found.candidates.map(({ session, visitor, share }) => [visitor ?? session, { session, share }]))
    for (const holder of call.history.holders) {
      const candidate = shares.get(holder.visitor ?? holder.session)
      // A visitor's sessions are one candidate: the one that stands for him takes the count.
      if (!candidate || candidate.session !== holder.session || holder.shownAt > call.at) continue
      const { state, seconds, group } = holderState(holder, call.at)
      const bin = binOf(seconds)
      if (state === 'tapped') counts.tap[bin]! += candidate.share
      else {
        counts.states[group][state][bin]! += candidate.share
        counts.interest[showedInterest(holder, call.at) ? 'shown' : 'absent'] += candidate.share
      }
    }
  }
  return counts
}

const expected = (tables: IntensityTables, rows: GroupCounts): number => {
  let calls = 0
  for (const group of HOLDER_GROUPS) {
    for (const state of ['visible', 'gone'] as const) {
      for (let bin = 0; bin < BINS; bin++) calls += tables.intensity[group][state][bin]! * rows[group][state][bin]!
    }
  }
  return calls
}

/**
 * Tables that fit an account's own calls better, without knowing who called: each step shares every call out among its candidates
 * by the tables of the step before, divides what each state got by the time that sessions spent in it, smooths, and shrinks to the
 * prior (expectation maximisation). The caller keeps versions and decides whether to use them.
 */
export const adaptTables = ({ prior, priorBackground, current, background, calls, exposure, steps = STEPS }: AdaptInput): AdaptedTables => {
  let now: AdaptedTables = { tables: current, background }
  for (let step = 0; step < steps; step++) {
    const counts = countCalls(now.tables, now.background, calls)
    const { intent } = now.tables
    const intensity = {} as Record<(typeof HOLDER_GROUPS)[number], { visible: number[]; gone: number[] }>
    for (const group of HOLDER_GROUPS) {
      const weighted = (state: 'visible' | 'gone'): number[] =>
        exposure.seconds.absent[group][state].map(
          (seconds, bin) => seconds * intent.absent + exposure.seconds.shown[group][state][bin]! * intent.shown,
        )
      const rows = (state: 'visible' | 'gone'): number[] =>
        rate(counts.states[group][state], weighted(state), prior.intensity[group][state])
      intensity[group] = { visible: rows('visible'), gone: rows('gone') }
    }
    const tables: IntensityTables = {
      ...now.tables,
      intensity,
      tap: rate(counts.tap, exposure.tap, prior.tap),
      tail: tailOf(intensity, exposure.sessions),
    }
    const factor = (kind: Interest): number =>
      (counts.interest[kind] + PRIOR_CALLS * prior.intent[kind]) / (expected(tables, exposure.seconds[kind]) + PRIOR_CALLS)
    const spam = (counts.background + PRIOR_CALLS) / (exposure.numberSeconds + PRIOR_CALLS / priorBackground)
    now = { tables: { ...tables, intent: { absent: factor('absent'), shown: factor('shown') } }, background: spam }
  }
  return now
}

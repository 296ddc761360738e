import type { Exposure, GroupCounts, Interest } from './exposure.ts'
import type { HolderGroup, IntensityTables } from './intensityTables.ts'
import { BINS, HOLDER_GROUPS } from './intensityTables.ts'
import { tailOf } from './tailOf.ts'

/** Calls that the prior is worth in each bin. */
const PRIOR_CALLS = 3

/** Calls, whole or in shares, by what the caller was doing. */
export interface CallCounts {
  states: GroupCounts
  tap: number[]
  interest: Record<Interest, number>
  /** Of holders whom the ring no longer knew. */
  forgotten: number
  background: number
}

export interface FittedTables {
  tables: IntensityTables
  /** Calls per second on one number from nobody who held it. */
  background: number
}

/** Neighbours lend a quarter each: a bin of few calls is no peak of its own. */
const smooth = (row: readonly number[]): number[] =>
  row.map((value, i) => 0.5 * value + 0.25 * (row[i - 1] ?? value) + 0.25 * (row[i + 1] ?? value))

/** The prior counts as much time as its calls take to come, but never more than was watched: it may be quite wrong where it expects none. */
const rate = (calls: readonly number[], seconds: readonly number[], prior: readonly number[]): number[] => {
  const counted = smooth(calls)
  const watched = smooth(seconds)
  return prior.map((h, bin) => {
    const believed = Math.max(1, Math.min(PRIOR_CALLS / h, watched[bin]!))
    return (counted[bin]! + h * believed) / (watched[bin]! + believed)
  })
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
 * Intensities from counted calls: divided by the time that sessions spent in each state, smoothed, shrunk to the prior. `intent` are
 * the factors that the counts were made with.
 */
export const fitTables = ({
  prior,
  priorBackground,
  intent,
  counts,
  exposure,
}: {
  prior: IntensityTables
  priorBackground: number
  intent: IntensityTables['intent']
  counts: CallCounts
  exposure: Exposure
}): FittedTables => {
  const { absent, shown } = exposure.seconds
  const rows = (group: HolderGroup, state: 'visible' | 'gone'): number[] => {
    const seconds = absent[group][state].map((unmoved, bin) => unmoved * intent.absent + shown[group][state][bin]! * intent.shown)
    return rate(counts.states[group][state], seconds, prior.intensity[group][state])
  }
  const intensity = Object.fromEntries(
    HOLDER_GROUPS.map((group) => [group, { visible: rows(group, 'visible'), gone: rows(group, 'gone') }]),
  ) as Record<HolderGroup, { visible: number[]; gone: number[] }>
  let remembered = 0
  for (const group of HOLDER_GROUPS) {
    for (let bin = 0; bin < BINS; bin++) remembered += intensity[group].gone[bin]! * exposure.forgotten[group][bin]!
  }
  // Ages that only forgotten holders reach are hardly counted above: together they must come to what they brought.
  const trust = (counts.forgotten + PRIOR_CALLS) / (remembered + PRIOR_CALLS)
  const tail = tailOf(intensity, exposure.sessions).map((calls) => calls * trust)
  const tables = { ...prior, intensity, tap: rate(counts.tap, exposure.tap, prior.tap), tail }
  const factor = (kind: Interest): number =>
    (counts.interest[kind] + PRIOR_CALLS * prior.intent[kind]) / (expected(tables, exposure.seconds[kind]) + PRIOR_CALLS)
  const background = (counts.background + PRIOR_CALLS) / (exposure.numberSeconds + PRIOR_CALLS / priorBackground)
  return { tables: { ...tables, intent: { absent: factor('absent'), shown: factor('shown') } }, background }
}

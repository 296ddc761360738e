import type { FittedTables } from '../../../attribution/fitTables.ts'
import type { TrafficModel } from '../traffic/trafficModel.ts'

/** One run of the generator and what is replayed on it: the unit that workers share out. */
export interface RunPlan {
  scenario: string
  traffic: TrafficModel
  seed: number
  days: number
  /** Measured from this day on. */
  fromDay: number
}

/** Rotary settings of a run; R* in minutes. */
export interface RotaryPlan {
  name: string
  restMinutes: number
  intent: boolean
  growth: boolean
  /** Numbers of each region, where a site has so many and gets no more; absent: sizing decides. */
  each?: number | undefined
}

/** Which other rules run beside: `peak` numbers of growing rules only, or all with their sweeps of pool sizes. */
export type RulesPlan = 'none' | 'seed' | 'all'

export type LifecycleName = 'rotary' | 'rotary90' | 'seed'

export type Job =
  | { kind: 'train'; run: RunPlan; intent: boolean; restMinutes: number }
  | { kind: 'compare'; run: RunPlan; rotary: RotaryPlan[]; rules: RulesPlan; fitted: { plain: FittedTables; intent: FittedTables | null } }
  | { kind: 'adapt'; run: RunPlan }
  | { kind: 'lifecycle'; seed: number; rule: LifecycleName; television: boolean }

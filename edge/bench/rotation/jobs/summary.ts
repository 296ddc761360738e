import type { Shares } from '../outcome.ts'

/** Claimed against true precision of the calls that were named (memory of callers apart), as shares. */
export interface Calibration {
  claimed: number
  true: number
  count: number
}

/** What one way of rotating came to on one run. Percent of first calls where nothing else is said. */
export interface Summary {
  name: string
  /** Numbers in rotation, mean of the measured time. */
  numbers: number
  peak: number
  /** In rotation and draining, mean. */
  bound: number
  /** At the rule's own threshold or window. */
  shares: Shares
  /** Right when every call is named. */
  everyRight: number
  /** Most calls that can be named with at most 1 % of the named wrong. */
  namedAt1: number
  /** Visitors who shared a number, or got none, percent. */
  shared: number
  refused: number
}

export interface RotarySummary extends Summary {
  /** At 99 % asked precision. */
  strict: Shares
  calibration: { at98: Calibration; at99: Calibration }
  /** Repeat calls that memory decided, percent right. */
  repeatsRight: number
}

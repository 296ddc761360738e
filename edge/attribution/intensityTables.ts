/** Ages are counted in 34 bins, each 1.6082 × as long as the one before. */
export const BINS = 34
/** Length of a bin to the one before. */
export const RATIO = (120 * 86_400) ** (1 / BINS)
const LOG_RATIO = Math.log(RATIO)

/** A row of 34 intensities, calls per second of one session, by age. */
export type IntensityRow = readonly number[]

export interface StateRows {
  /** By age since the number was shown. */
  visible: IntensityRow
  /** By time since the last page was last seen. */
  gone: IntensityRow
}

/** How long somebody stayed who is gone: under 10 s, under a minute, under four, longer. Who is there counts as engaged. */
export type StayLength = 'quick' | 'short' | 'medium' | 'engaged'
/** How long he stayed and on what: rows of the tables. */
export type HolderGroup = `${StayLength}${'Desktop' | 'Mobile'}`
export const HOLDER_GROUPS: readonly HolderGroup[] = [
  'quickDesktop',
  'quickMobile',
  'shortDesktop',
  'shortMobile',
  'mediumDesktop',
  'mediumMobile',
  'engagedDesktop',
  'engagedMobile',
]

/**
 * Intensity of calling of a session by its state. Bin 0 is below 1 s, bin i from RATIO^(i−1) to RATIO^i seconds, the last one open
 * (so the figures quoted in ROTATION.md are met: 6.9e-6 at 1 min gone, 9.4e-8 at 1 h, 1.9e-9 at 1 day).
 */
export interface IntensityTables {
  intensity: Record<HolderGroup, StateRows>
  /** By time since a tap on the number's `tel:` link, used for its first 120 s instead of the above. */
  tap: IntensityRow
  /** Factors of having shown interest in the phone (copied, viewed, contacts page) and of not having. */
  intent: { absent: number; shown: number }
  /** Calls still to come from an average session gone for RATIO^i seconds, i = 0 … 34. */
  tail: readonly number[]
}

/** Seconds from which bin `bin` counts. */
export const binStart = (bin: number): number => (bin === 0 ? 0 : RATIO ** (bin - 1))

/** Seconds at which bin `bin` ends; the last bin ends at 120 days for exposure's sake. */
export const binEnd = (bin: number): number => (bin === BINS - 1 ? RATIO ** BINS : RATIO ** bin)

/** The bin of an age in seconds. */
export const binOf = (seconds: number): number =>
  seconds < 1 ? 0 : Math.min(BINS - 1, Math.floor(Math.log(seconds) / LOG_RATIO + 1e-9) + 1)

/**
 * Intensity at an age: straight lines between the bins' geometric middles with both axes logarithmic, flat beyond the first and
 * the last middle. Intensities span nine decades, so that a step at a bin's edge would let a second of age decide.
 */
export const intensityAt = (row: IntensityRow, seconds: number): number => {
  const x = Math.log(Math.max(seconds, 1e-3)) / LOG_RATIO + 0.5
  if (x <= 0) return row[0]!
  if (x >= BINS - 1) return row[BINS - 1]!
  const bin = Math.floor(x)
  const low = row[bin]!
  return low * (row[bin + 1]! / low) ** (x - bin)
}

/** Calls still to come from an average session that left so many seconds ago. */
export const tailAt = (tail: readonly number[], seconds: number): number => {
  const x = Math.log(Math.max(seconds, 1)) / LOG_RATIO
  if (x >= BINS) return 0
  const edge = Math.floor(x)
  return tail[edge]! + (tail[edge + 1]! - tail[edge]!) * (x - edge)
}

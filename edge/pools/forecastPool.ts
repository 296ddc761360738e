import { HOUR, SECOND } from '../clock.ts'
import { type HolderGroup, intensityAt, type IntensityTables } from '../attribution/intensityTables.ts'
import { POLICY } from '../pool/policy.ts'

/** Shares of the visitors' calls; they add up to 1. Calls from nobody who was shown the number are left out: no pool helps against them. */
export interface CallForecast {
  right: number
  wrong: number
  unknown: number
}

export interface ForecastInput {
  /** Active numbers. */
  size: number
  /** Visits that get a number, by hour; hours without any may be left out. */
  hours: readonly number[]
  /** Mean ms that a visit shows its number. */
  visible: number
  tables: IntensityTables
  /** Calls per second on one number from nobody who held it. */
  background: number
  /** θ of attribution. */
  threshold: number
}

/** Visitors by device, and the share of those who call that tap the number: such a call names its visitor with any pool. */
const DEVICES: { group: HolderGroup; share: number; taps: number }[] = [
  { group: 'engagedDesktop', share: 0.38, taps: 0 },
  { group: 'engagedMobile', share: 0.62, taps: 0.8 },
]
/** Moments at which a visit's time with its number is looked at, in sight and after. */
const STEPS = 40
/** Seconds after a visit for which its calls count, whoever has its number then: 30 days. */
const MEMORY = 30 * 86_400
/** Loads that are told apart. */
const LEVELS = 12

/**
 * What attribution would make of the calls of a pool of `size` numbers: in an hour with λ visits each number gets a new holder every
 * size / λ, all staying equally long; a call comes from each holder at the intensity of his state and is named as `attributeCall`
 * names it. So it uses the tables and the threshold that attribution does.
 */
export function forecastPool(input: ForecastInput): CallForecast {
  const sum: CallForecast = { right: 0, wrong: 0, unknown: 0 }
  for (const [load, hours] of levelsOf(input.hours)) {
    for (const device of DEVICES) {
      const calls = callsOf(input, { load, ...device })
      const weight = hours * load * device.share
      sum.right += weight * calls.right
      sum.wrong += weight * calls.wrong
      sum.unknown += weight * calls.unknown
    }
  }
  const all = sum.right + sum.wrong + sum.unknown
  return all > 0 ? { right: sum.right / all, wrong: sum.wrong / all, unknown: sum.unknown / all } : { right: 1, wrong: 0, unknown: 0 }
}

/** Calls of one visit: named right, another's named for his, nobody named. */
function callsOf(
  { size, visible, tables, background, threshold }: ForecastInput,
  { load, group, taps }: { load: number; group: HolderGroup; taps: number },
): CallForecast {
  const cycle = (size * HOUR) / SECOND / load
  const shown = visible / SECOND
  const rows = tables.intensity[group]
  const intensity = (age: number) =>
    tables.intent.absent * (age < shown ? intensityAt(rows.visible, age) : intensityAt(rows.gone, age - shown))
  let right = 0
  let wrong = 0
  const look = (from: number, to: number) => {
    for (const { age, seconds } of moments(from, to)) {
      let visitors = 0
      let best = 0
      for (let holder = 0; holder < POLICY.ring; holder++) {
        const weight = intensity(age + holder * cycle)
        visitors += weight
        best = Math.max(best, weight)
      }
      if (best / (visitors + background) < threshold) continue
      right += best * seconds
      wrong += (visitors - best) * seconds
    }
  }
  look(0, Math.min(shown, cycle))
  if (cycle > shown) look(shown, cycle)
  let all = 0
  for (const { age, seconds } of moments(0, shown)) all += intensity(age) * seconds
  for (let from = 0; from < MEMORY; from = 2 * from + 60) {
    for (const { age, seconds } of moments(shown + from, shown + 2 * from + 60)) all += intensity(age) * seconds
  }
  // Those who tap are beside those whom the tables know without a tap.
  return { right: right + (all * taps) / (1 - taps), wrong, unknown: Math.max(0, all - right - wrong) }
}

/** Moments between two ages and the time that each stands for: denser at the beginning, where intensities change fastest. */
function moments(from: number, to: number): { age: number; seconds: number }[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const t = (step + 0.5) / STEPS
    return { age: from + (to - from) * t * t, seconds: ((to - from) * 2 * t) / STEPS }
  })
}

/** Hours of like load taken together: mean load → hours. */
function levelsOf(hours: readonly number[]): Map<number, number> {
  const loads = hours.filter((load) => load > 0).sort((a, b) => a - b)
  const levels = new Map<number, number>()
  const width = Math.max(1, Math.ceil(loads.length / LEVELS))
  for (let i = 0; i < loads.length; i += width) {
    const level = loads.slice(i, i + width)
    const mean = level.reduce((sum, load) => sum + load, 0) / level.length
    levels.set(mean, (levels.get(mean) ?? 0) + level.length)
  }
  return levels
}

import { DAY, HOUR, SECOND } from '../../../clock.ts'
import { storageTime } from '../../../numbers/storageTime.ts'
import { poolSize } from '../../../pool/size.ts'

/** How numbers come to a company and leave it, day by day. */
export interface LifecycleRule {
  name: string
  /** Active numbers that the day needs, by its sessions, its TV spot, and the sessions of the 28 days before (newest last). */
  wanted: (today: number, spot: number, past: readonly number[]) => number
  /** Numbers beside the active ones. */
  buffer: number
  /** Whether surplus leaves rotation each night; else it lies idle until nobody was shown it for 14 days. */
  drains: boolean
  /** Whether a company may have its own draining and stored numbers back. */
  takesBack: boolean
  /** Days that a number is stored. */
  storedDays: (free: number, target: number) => number
}

const PEAK_HOUR = 1.87 / 24
/** Visits that are given a number: late asking keeps the quickest out. */
const GIVEN = 0.86
const VISIBLE = 155 * SECOND

/** Shares of a company's four regions, by Zipf: each has its own pool. */
const REGIONS = [0.48, 0.24, 0.16, 0.12]
const overRegions = (need: (share: number) => number): number => REGIONS.reduce((sum, share) => sum + need(share), 0)

/** The most visits at once in the busiest hour of a day: its mean, Poisson's noise and the hours' own. */
const mostAtOnce = (mean: number): number => mean + 2.6 * Math.sqrt(mean) + 0.25 * mean

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Sessions of the busiest day of the week by the median of four weeks, doubled at most when the last two days are higher. */
const usualSessions = (today: number, past: readonly number[]): number => {
  if (past.length < 7) return today
  const usual = Math.max(...[0, 1, 2, 3, 4, 5, 6].map((weekday) => median(past.filter((_, i) => (past.length - i) % 7 === weekday))))
  return Math.max(usual, Math.min(2 * usual, Math.max(...past.slice(-2))))
}

export const ROTARY_LIFECYCLE: LifecycleRule = {
  name: 'Rotary',
  wanted: (today, spot, past) => {
    const usual = usualSessions(today, past)
    return overRegions((share) => {
      const size = poolSize({ busiestHour: usual * share * PEAK_HOUR * GIVEN, visible: VISIBLE })
      // Growth of a day above N, at most to the cap; what is more is shared.
      const pressed = Math.ceil(mostAtOnce((today * share * PEAK_HOUR * GIVEN * (HOUR / 12 + VISIBLE)) / HOUR) + spot * share)
      return Math.min(Math.max(size, pressed), Math.max(size + 2, Math.ceil(1.5 * size)))
    })
  },
  buffer: 8,
  drains: true,
  takesBack: true,
  storedDays: (free, target) => storageTime({ free, target }) / DAY,
}

/** Stored 90 days whatever the load: what ROTATION.md compares. */
export const ROTARY_90: LifecycleRule = { ...ROTARY_LIFECYCLE, name: 'Rotary, stored 90 days', storedDays: () => 90 }

export const SEED_LIFECYCLE: LifecycleRule = {
  name: 'seed rule',
  wanted: (today, spot) =>
    overRegions((share) => Math.ceil(mostAtOnce((today * share * PEAK_HOUR * (HOUR / 4 + 139 * SECOND)) / HOUR) + spot * share)),
  buffer: 0,
  drains: false,
  takesBack: false,
  storedDays: () => 90,
}

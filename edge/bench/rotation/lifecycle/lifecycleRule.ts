import { DAY, HOUR, SECOND } from '../../../clock.ts'
import { storageTime } from '../../../numbers/storageTime.ts'
import { POLICY } from '../../../pool/policy.ts'
import { growthCap, poolSize } from '../../../pool/size.ts'
import { standsOut } from '../../../pools/standsOut.ts'

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
/** Of these, visits that take a number from the line: 16 % are given their own again (counted in a replay of the mid traffic). */
const TAKING = 0.84
const VISIBLE = 155 * SECOND

/** Shares of a company's four regions, by Zipf: each has its own pool. */
const REGIONS = [0.48, 0.24, 0.16, 0.12]
const overRegions = (need: (share: number) => number): number => REGIONS.reduce((sum, share) => sum + need(share), 0)

/** The most visits at once in the busiest hour of a day: its mean, Poisson's noise and the hours' own. */
const mostAtOnce = (mean: number): number => mean + 2.6 * Math.sqrt(mean) + 0.25 * mean

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Sessions of the busiest day of the week by the median of four weeks, and of the last two days. */
const sessionsSeen = (today: number, past: readonly number[]): { usual: number; latest: number } => {
  if (past.length < 7) return { usual: today, latest: today }
  const usual = Math.max(...[0, 1, 2, 3, 4, 5, 6].map((weekday) => median(past.filter((_, i) => (past.length - i) % 7 === weekday))))
  return { usual, latest: Math.max(...past.slice(-2)) }
}

/** λ as sizing has it: doubled at most where the last two days stand out. */
const busiestHour = (usual: number, latest: number): number => (standsOut(latest, usual) ? Math.min(2 * usual, latest) : usual)

export const ROTARY_LIFECYCLE: LifecycleRule = {
  name: 'Rotary',
  wanted: (today, spot, past) => {
    const { usual, latest } = sessionsSeen(today, past)
    return overRegions((share) => {
      const ofHour = share * PEAK_HOUR * GIVEN * TAKING
      const size = poolSize({ busiestHour: busiestHour(usual * ofHour, latest * ofHour), visible: VISIBLE })
      // Growth of a day above N, at most to the cap; what is more is shared.
      const pressed = Math.ceil(mostAtOnce((today * share * PEAK_HOUR * GIVEN * (HOUR / 12 + VISIBLE)) / HOUR) + spot * share)
      return Math.min(Math.max(size, pressed), growthCap({ size }, POLICY))
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

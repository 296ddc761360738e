/** How numbers come to a company and leave it, day by day. */
export interface LifecycleRule {
  name: string
  /** Active numbers that the day needs, by its sessions and those of the 28 days before (newest last). */
  wanted: (today: number, past: readonly number[]) => number
  /** Whether surplus leaves rotation each night; else a number leaves only when nobody was shown it for 14 days. */
  drains: boolean
  /** Whether a company may have its own draining and stored numbers back. */
  takesBack: boolean
  /** Days that a number is stored, by free / wanted free. */
  storedDays: (load: number) => number
  /** Whether the stored number with the fewest calls to come leaves first; else the oldest. */
  leastRisk: boolean
}

const PEAK_HOUR = 1.87 / 24
/** Sessions that ask for a number of their own: late asking and the visitors' own numbers take the rest. */
const ASSIGNED = 0.71
const VISIBLE_HOURS = 155 / 3600
/** What the busiest moment of a day has over its expected busiest hour, by Poisson noise and the hours' own. */
const peakOf = (mean: number): number => mean + 2.6 * Math.sqrt(mean) + 0.25 * mean

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Growth of a day above N, at most to the cap; what is more is shared. */
const grown = (size: number, today: number): number => {
  const needed = Math.ceil(peakOf(today * PEAK_HOUR * ASSIGNED * (5 / 60 + VISIBLE_HOURS)))
  return Math.min(Math.max(size, needed), Math.max(size + 2, Math.ceil(1.5 * size)))
}

export const ROTARY_LIFECYCLE: LifecycleRule = {
  name: 'Rotary',
  wanted: (today, past) => {
    const usual =
      past.length === 0 ? today : Math.max(...[0, 1, 2, 3, 4, 5, 6].map((weekday) => median(past.filter((_, i) => i % 7 === weekday))))
    const recent = Math.max(0, ...past.slice(-2))
    const sessions = recent > 1.3 * usual ? Math.min(2 * usual, recent) : usual
    const size = Math.max(2, Math.ceil(1.15 * sessions * PEAK_HOUR * ASSIGNED * (15 / 60 + VISIBLE_HOURS)) + 1)
    return grown(size, today)
  },
  drains: true,
  takesBack: true,
  storedDays: (load) => 90 + 90 * Math.min(1, Math.max(0, load - 0.5)),
  leastRisk: true,
}

/** Stored 90 days whatever the load: what the targets compare. */
export const ROTARY_90: LifecycleRule = { ...ROTARY_LIFECYCLE, name: 'Rotary, stored 90 days', storedDays: () => 90 }

export const SEED_LIFECYCLE: LifecycleRule = {
  name: 'seed rule',
  wanted: (today) => Math.ceil(peakOf(today * PEAK_HOUR * (15 / 60 + 139 / 3600))),
  drains: false,
  takesBack: false,
  storedDays: () => 90,
  leastRisk: false,
}

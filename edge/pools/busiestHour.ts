import { DAY, HOUR } from '../clock.ts'

const WEEK = 7 * 24
const WEEKS = 4
const LATEST = 48

/** Assignments by hour since the epoch; hours without any may be absent. */
export type HourlyDemand = ReadonlyMap<number, number>

/**
 * λ: assignments in the busiest hour of the week by the median of the last 4 weeks, or of those measured; where the last 48 hours had
 * a busier one that counts instead, up to twice the median's. `since`: ms from which it was measured. Null until 7 days are.
 */
export function busiestHour(demand: HourlyDemand, { since, now }: { since: number; now: number }): number | null {
  const weeks = Math.min(WEEKS, Math.floor((now - since) / (7 * DAY)))
  if (weeks < 1) return null
  const end = Math.floor(now / HOUR)
  let usual = 0
  for (let hour = end - WEEK; hour < end; hour++) {
    const seen = Array.from({ length: weeks }, (_, week) => demand.get(hour - week * WEEK) ?? 0)
    usual = Math.max(usual, median(seen))
  }
  let latest = 0
  for (let hour = end - LATEST; hour < end; hour++) latest = Math.max(latest, demand.get(hour) ?? 0)
  return latest > usual ? Math.min(2 * usual, latest) : usual
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

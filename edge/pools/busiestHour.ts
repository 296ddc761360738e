import { DAY, HOUR } from '../clock.ts'
import { standsOut } from './standsOut.ts'

const WEEK = 7 * 24
const WEEKS = 4
const LATEST = 48
/** Hours that are mostly like an hour of the week: itself, those beside it, the same of the days before and after. */
const NEIGHBOURS = [0, -1, 1, -24, 24]

/** Assignments by hour since the epoch; hours without any may be absent. */
export type HourlyDemand = ReadonlyMap<number, number>

/**
 * λ: assignments in the busiest hour of the week by the median of the last 4 weeks, or of those measured; where two of the last 48
 * hours were busier the lesser of these counts instead, up to twice the median's: one alone is a spot, for which growth and sharing are,
 * and it is over. Chance makes the greatest of many small counts too great, so an hour counts by itself only where it stands out by more
 * than chance: among its neighbours, else with them; of the last 48 hours, else not at all. `since`: ms from which it was measured. Null until 7 days are.
 */
export function busiestHour(demand: HourlyDemand, { since, now }: { since: number; now: number }): number | null {
  const weeks = Math.min(WEEKS, Math.floor((now - since) / (7 * DAY)))
  if (weeks < 1) return null
  const end = Math.floor(now / HOUR)
  const week = Array.from({ length: WEEK }, (_, before) =>
    median(Array.from({ length: weeks }, (_, earlier) => demand.get(end - 1 - before - earlier * WEEK) ?? 0)),
  )
  let usual = 0
  for (const [i, count] of week.entries()) {
    const around = NEIGHBOURS.reduce((sum, away) => sum + week[(i + away + WEEK) % WEEK]!, 0) / NEIGHBOURS.length
    usual = Math.max(usual, standsOut(count, around) ? count : around)
  }
  const [, latest] = Array.from({ length: LATEST }, (_, before) => demand.get(end - 1 - before) ?? 0).sort((a, b) => b - a)
  return standsOut(latest!, usual) ? Math.min(2 * usual, latest!) : usual
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

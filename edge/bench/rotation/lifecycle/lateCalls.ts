import { tailAt } from '../../../attribution/intensityTables.ts'
import { UIS_TABLES } from '../../../attribution/tables/uis.ts'

const DAY_SECONDS = 86_400
/** Calls again per session: 2 % call, 36 % of them again and so on, 70 % of those after days (log-normal, median 3 days, σ 1.2). */
const AGAIN = ((0.02 * 0.36) / (1 - 0.36)) * 0.7

/** The normal distribution's upper tail (Abramowitz and Stegun 26.2.17). */
const above = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z >= 0 ? tail : 1 - tail
}

/** Calls that are still to come, `days` after a session had a number. Nobody calls after 200 days. */
export const callsAfter = (days: number): number =>
  days >= LATE_DAYS
    ? 0
    : tailAt(UIS_TABLES.tail, Math.max(days, 0.01) * DAY_SECONDS) + AGAIN * above(Math.log(Math.max(days, 0.01) / 3) / 1.2)

export const LATE_DAYS = 200

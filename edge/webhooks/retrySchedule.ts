import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'

/** Waits before each further attempt, as Standard Webhooks recommends: three days and some hours in all. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]
/** An endpoint that has not taken anything for so long is switched off. */
export const FAILING_TOO_LONG = 3 * DAY
/** Receivers that were down together must not be called together. */
const JITTER = 0.2

/**
 * ms until the next attempt after `made` failed ones, or null when the schedule is over. `chance` in 0..1. What the receiver asked
 * for by `Retry-After` (ms) is never undercut, and obeyed for up to a day.
 */
export function nextWait({ made, chance, retryAfter }: { made: number; chance: number; retryAfter: number | null }): number | null {
  const wait = WAITS[made - 1]
  if (wait === undefined) return null
  return Math.round(Math.max(wait * (1 + JITTER * chance), Math.min(retryAfter ?? 0, DAY)))
}

/** `Retry-After`: seconds or an HTTP date (RFC 9110 §10.2.3); ms from now, null where it says nothing. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

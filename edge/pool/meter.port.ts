import type { AccountId, E164 } from '../brands.ts'
import { DAY, HOUR, MINUTE } from '../clock.ts'

/** What an account's calls may come to at most; null = no limit. */
export interface CallLimits {
  /** Calls that the edge has routed and that go on. */
  concurrentCalls: number | null
  /** Minutes a day (UTC) that may be talked with one destination, by calls that go on as well. */
  destinationMinutes: number | null
}

/**
 * What happened to a call that the edge routes. `call` is any text that tells it from the account's others. Steps may come twice and late:
 * a call takes one place, gives it back once, and its talk is counted once.
 */
export type MeterStep = { account: AccountId; call: string } & (
  | {
      step: 'start'
      /** Where it may go, in order of preference; at least one. The first that has minutes left is taken. */
      destinations: E164[]
    }
  | { step: 'answered' }
  /** `talkSec`: as the provider says; null = what has passed since it was answered. */
  | { step: 'end'; talkSec: number | null }
)

export type Admission =
  /** `destination`: index of the one that was chosen. */
  | { kind: 'admitted'; destination: number }
  /** The account has no limits: nothing was counted. */
  | { kind: 'unlimited' }
  | { kind: 'refused'; limit: 'concurrent-calls' | 'destination-minutes' }

/** Of today, UTC. */
export interface CallUsage {
  calls: number
  destinations: { destination: E164; seconds: number }[]
}

/** Counts calls against their account's limits. Where it cannot be asked nothing is limited: a caller is not lost for a counter. */
export interface CallMeter {
  count(step: MeterStep): Promise<Admission>
  /** Older versions never overwrite newer ones. */
  write(account: AccountId, limits: CallLimits & { version: number }): Promise<void>
  /** Calls are counted from the first limit on. */
  usage(account: AccountId): Promise<CallUsage>
}

/**
 * ms after which a call whose end was lost gives its place back: before anybody has answered, and after that. Too early admits one call too
 * many; too late turns callers away for nothing.
 */
export const PLACE = { ringing: 15 * MINUTE, talking: 2 * HOUR }
/** ms that a call is known after its last step: a late or repeated one changes nothing. */
export const CALL_KNOWN = 6 * HOUR
export const MINUTES_LIFE = 2 * DAY
/** The day that talk is counted in. */
export const meterDay = (now: number) => new Date(now).toISOString().slice(0, 10)

import type { CallId, E164 } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'

/** Why a call is taken for spam: turned away by a block list (ours or the provider's) or one of the robocall rules. */
export type SpamReason = 'block-list' | 'short-repeats' | 'many-numbers'

/** A finished call of one caller, as the rules look at it. Times in ms. */
export interface SpamEvidence {
  id: CallId
  number: E164 | null
  startedAt: number
  /** Seconds; 0 = nobody answered. */
  talkSec: number
  /** Seconds until it was answered, or until the caller gave up. */
  waitSec: number
}

/** A robot that reaches a human, or no one, is gone at once. People who give up ring for longer. */
const SHORT_TALK = 5
const SHORT_WAIT = 5
/** A person who is cut off calls again once, perhaps twice. */
const REPEATS = 4
const REPEATS_WITHIN = HOUR
/** A visitor is shown one number, with changed devices and regions perhaps three; who dials five reads them off a list. */
const NUMBERS = 5
/** How far back a caller's calls are looked at. */
export const SPAM_WINDOW = DAY

/**
 * Which calls of one caller are a robot's, with the rule that says so. `calls`: all that he made within `SPAM_WINDOW`, in any order.
 * A long talk to a human ends all suspicion: robots do not hold one.
 */
export function findSpam(calls: readonly SpamEvidence[]): Map<CallId, SpamReason> {
  const found = new Map<CallId, SpamReason>()
  if (calls.some(({ talkSec }) => talkSec > 10 * SHORT_TALK)) return found
  const short = calls.filter(isShort).toSorted((a, b) => a.startedAt - b.startedAt)
  for (let i = 0; i + REPEATS <= short.length; i++) {
    const run = short.slice(i, i + REPEATS)
    if (run.at(-1)!.startedAt - run[0]!.startedAt <= REPEATS_WITHIN) for (const { id } of run) found.set(id, 'short-repeats')
  }
  const numbers = new Set(calls.flatMap(({ number }) => number ?? []))
  if (numbers.size >= NUMBERS) for (const { id } of calls) found.set(id, 'many-numbers')
  return found
}

function isShort({ talkSec, waitSec }: SpamEvidence): boolean {
  return talkSec > 0 ? talkSec <= SHORT_TALK : waitSec <= SHORT_WAIT
}

/** Whether a call is left out of conversions and reports: a person's word outweighs the rules'. */
export function isSpam({ spam, spamVerdict }: { spam: string | null; spamVerdict: boolean | null }): boolean {
  return spamVerdict ?? spam !== null
}

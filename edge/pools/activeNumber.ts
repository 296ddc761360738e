import type { E164 } from '../brands.ts'
import { POLICY } from '../pool/policy.ts'

/**
 * What an active number's score tells. `waits`: nobody has it, but its last visitor showed interest in the phone and may yet call, so that
 * it is given on later than others. `lastSeen`: null = never; up to half an hour late for numbers that have waited.
 */
export function activeNumber({ number, score }: { number: E164; score: number }, now: number) {
  const waits = score > now + POLICY.lease
  return {
    number,
    held: score > now && !waits,
    waits,
    lastSeen: score === 0 ? null : new Date(waits ? score - POLICY.interestRest : score),
  }
}

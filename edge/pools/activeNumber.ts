import type { E164 } from '../brands.ts'
import type { NumberHistory } from '../pool/holder.ts'
import { POLICY } from '../pool/policy.ts'

interface Active {
  number: E164
  /** As of the pool's state. */
  score: number
}

/** Whether its score alone does not tell: somebody showed interest and left, or a page holds it longer than others do (AMP). */
export const mayWait = ({ score }: Active, now: number): boolean => score > now + POLICY.lease

/**
 * What is told of an active number. `waits`: nobody has it, but its last visitor showed interest in the phone and may yet call, so that
 * it is given on later than others. `lastSeen`: null = never; up to half an hour late for numbers that have waited. `history` is wanted
 * of those that `mayWait`; without it they count as waiting.
 */
export function activeNumber(active: Active, now: number, history?: NumberHistory) {
  const { number, score } = active
  const isOpen = history?.holders.some(({ pages }) => Object.values(pages).some((end) => end > now)) ?? false
  const waits = mayWait(active, now) && !isOpen
  const seen = history?.holders[0]?.lastSeen ?? (waits ? score - POLICY.interestRest : score)
  return { number, held: score > now && !waits, waits, lastSeen: seen === 0 ? null : new Date(seen) }
}

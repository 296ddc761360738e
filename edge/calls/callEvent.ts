import type { E164 } from '../brands.ts'

export const PROVIDERS = ['generic', 'mango', 'twilio', 'asterisk'] as const
export type Provider = (typeof PROVIDERS)[number]

/** One thing that a telephony provider says of a call; every adapter maps to it. May come late, twice and in any order. */
export interface CallEvent {
  /** The provider's id of the whole call (Twilio CallSid of the parent, Mango entry_id, Asterisk linkedid). */
  externalId: string
  leg?: string
  type: 'start' | 'answered' | 'end' | 'recording' | 'spam' | 'modified'
  /** ms since the epoch: when it happened, by the provider; the edge's time of receipt where he does not say. */
  at: number
  /** The provider's own counter, where there is one. */
  seq?: number
  /** Caller; null = hidden. Events after the first may lack it. */
  from?: E164 | null
  /** The tracking number that was dialled. */
  to?: E164
  direction?: 'in' | 'out' | 'internal'
  /** Of an end: whether a human answered, and if not, why. */
  status?: 'answered' | 'no_answer' | 'busy' | 'failed' | 'canceled' | 'rejected'
  talkSec?: number
  waitSec?: number
  totalSec?: number
  recordingUrl?: string
  /** Of an end that nobody told: it stands for one until one comes. */
  lost?: true
}

import { LIFE } from './lifePolicy.ts'
import type { Unhealthy } from './numbers.table.ts'

/** What a number saw within `LIFE.healthWindow`. */
export interface NumberSigns {
  calls: number
  spam: number
  /** Visits in which its link was tapped since its last call. */
  tapsSinceCall: number
  /** ms: the newest of those taps; null = none. */
  lastTap: number | null
}

/** Why a number should leave rotation, or null. */
export function numberHealth({ calls, spam, tapsSinceCall, lastTap }: NumberSigns, now: number): Unhealthy | null {
  if (spam >= LIFE.spamCalls && spam / calls > LIFE.spamShare) return 'spam'
  // A provider that is late by minutes is not silent.
  if (lastTap !== null && tapsSinceCall >= LIFE.silentTaps && now - lastTap >= LIFE.silentFor) return 'silent'
  return null
}

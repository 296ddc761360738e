import type { LeaseAnswer } from '../../edge/contract.ts'
import { settings } from '../config.ts'

/** The last answer of the edge, kept for all tabs and the next page views; `at` = when it was asked for. */
export type Visit = Partial<LeaseAnswer> & { at?: number }

/** The visit as far as it is known on this page. */
export let visit: Visit = {}

export const setVisit = (next: Visit): void => {
  visit = next
}

/** Blocked or partitioned storage is normal, even naming `localStorage` may throw: then the page alone remembers. */
export const loadVisit = (): void => {
  try {
    visit = JSON.parse((settings.store || localStorage)['rotary']!)
  } catch {
    // Nothing there.
  }
}

/** Nothing is stored without consent, so what is stored proves it. */
export const saveVisit = (): void => {
  try {
    ;(settings.store || localStorage)['rotary'] = JSON.stringify(visit)
  } catch {
    // Full or blocked.
  }
}

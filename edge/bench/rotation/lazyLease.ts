import { SECOND } from '../../clock.ts'
import type { Visit } from './traffic/visit.ts'
import { arrivalOf, leaveOf } from './traffic/visit.ts'

/** A page asks for its number after this long at the latest; who leaves before has seen none. */
const ASKED_AFTER = 4 * SECOND

/** When a visit is given its number; null = it left before. */
export const askedAt = (visit: Visit, lazy = true): number | null => {
  const at = arrivalOf(visit) + (lazy ? ASKED_AFTER : 0)
  return leaveOf(visit) > at ? at : null
}

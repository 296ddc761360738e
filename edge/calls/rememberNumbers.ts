import type { E164 } from '../brands.ts'
import { type Clock, SECOND } from '../clock.ts'
import type { NumberDirectory, NumberRecord } from '../pool/directory.port.ts'

/** A changed destination rings that much later at the most. */
const FRESH = 10 * SECOND
const MOST = 5000

/**
 * The directory as an isolate remembers it, numbers that it does not know included: in a burst of calls each number and each
 * destination is asked for once. Faults are not remembered.
 */
export function rememberNumbers(directory: () => Pick<NumberDirectory, 'find'>, clock: Clock): Pick<NumberDirectory, 'find'> {
  const known = new Map<E164, { record: NumberRecord | null; at: number }>()
  return {
    async find(number) {
      const entry = known.get(number)
      if (entry && clock() - entry.at < FRESH) return entry.record
      const record = await directory().find(number)
      if (known.size >= MOST) known.clear()
      known.set(number, { record, at: clock() })
      return record
    },
  }
}

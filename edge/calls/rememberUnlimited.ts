import type { AccountId } from '../brands.ts'
import { type Clock, SECOND } from '../clock.ts'
import type { Admission } from '../pool/meter.port.ts'

/** A limit that is set takes hold that much later at the most. */
const FRESH = 10 * SECOND
const MOST = 5000

/** Accounts that an isolate knows to have no limits: their calls are not counted, so that they cost nothing. */
export interface Unlimited {
  has(account: AccountId): boolean
  hear(account: AccountId, admission: Admission): void
}

export function rememberUnlimited(clock: Clock): Unlimited {
  const known = new Map<AccountId, number>()
  return {
    has: (account) => clock() < (known.get(account) ?? 0),
    hear(account, { kind }) {
      if (kind !== 'unlimited') return void known.delete(account)
      if (known.size >= MOST) known.clear()
      known.set(account, clock() + FRESH)
    },
  }
}

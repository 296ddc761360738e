import type { SiteKey } from '../brands.ts'
import { type Clock, SECOND } from '../clock.ts'

/**
 * Queue messages. `drain` only says that a site's outbox has entries; `note` carries what could not be
 * written into the outbox because the hot state was down: there the queue is the record. `deliver` says that webhooks are due again.
 */
export type DoorbellMessage =
  | { kind: 'drain'; site: SiteKey }
  | { kind: 'note'; site: SiteKey; id: string; at: number; note: string; body: string }
  | { kind: 'deliver' }

/** One ring a second per site and isolate is enough: the consumer takes all that waits. Null = rung just now. */
export function createDoorbell(send: (message: DoorbellMessage) => Promise<void>, clock: Clock): (site: SiteKey) => Promise<void> | null {
  const rung = new Map<SiteKey, number>()
  return (site) => {
    const now = clock()
    if (now - (rung.get(site) ?? -Infinity) < SECOND) return null
    if (rung.size > 1000) rung.clear()
    rung.set(site, now)
    return send({ kind: 'drain', site })
  }
}

import type { SiteKey } from '../brands.ts'
import { SECOND } from '../clock.ts'
import type { Services } from '../services.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { type CallEntry, consumeCalls } from './consumeCalls.ts'

/** Entries of one turn: more would make the last of them wait. */
const TURN = 100
/** ms from one turn to the next: in a burst a few large turns cost far less than many small ones. A call alone does not wait. */
const PACE = 100
/** A turn that has not ended by then was killed with its request. */
const ABANDONED = 10 * SECOND

/** Lives across requests, per isolate: calls that come at once are stored in one turn, by the request that came first. */
interface Waiting {
  entries: CallEntry[]
  /** ms at which the turn under way began; null = none is. */
  busySince: number | null
}
const waitingOf = new WeakMap<Services, Waiting>()

/**
 * Stores a call event right after its webhook was answered and tells of it, without waiting for the queue. The entry stays in the
 * outbox: what is lost here the consumer finds there, and what was done here it finds done.
 */
export async function consumeAtOnce(services: Services, entry: CallEntry): Promise<void> {
  const waiting = waitingOf.get(services) ?? { entries: [], busySince: null }
  waitingOf.set(services, waiting)
  const { clock } = services
  waiting.entries.push(entry)
  if (waiting.busySince !== null && clock() - waiting.busySince < ABANDONED) return
  const told: Promise<void>[] = []
  try {
    while (waiting.entries.length) {
      waiting.busySince = clock()
      await consumeTurn(services, waiting.entries.splice(0, TURN))
      // A slow receiver must not hold the next calls.
      told.push(tellWorld(services))
      const rest = waiting.busySince + PACE - clock()
      if (waiting.entries.length && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
    }
  } finally {
    waiting.busySince = null
  }
  await Promise.all(told)
}

async function consumeTurn(services: Services, turn: CallEntry[]): Promise<void> {
  const bySite = new Map<SiteKey, CallEntry[]>()
  for (const entry of turn) bySite.set(entry.site, [...(bySite.get(entry.site) ?? []), entry])
  for (const [site, entries] of bySite) {
    const settings = await services.settings.of(site, () => {})
    if (settings) await consumeCalls({ services, entries, settings })
  }
}

import { DAY } from '../clock.ts'
import type { ParsedWireEvent } from '../contract.ts'
import { timeOfId } from '../ids.ts'

/** An event whose `at` is by the edge's clock; `offset` is what was added to the visitor's (ms); `born` names its partition. */
export type EdgeEvent = ParsedWireEvent & { offset: number; born?: number }

/**
 * The edge's clock rules: the beacon left "now", so the visitor's clock is wrong by what it says instead.
 * No event is later than its beacon or earlier than the lease. `born` is the id's own time within a day of the session's beginning,
 * whatever the visitor's clock: an event that is sent again has the same one.
 */
export function edgeTimes({
  events,
  sentAt,
  now,
  notBefore,
  startedAt,
}: {
  events: ParsedWireEvent[]
  sentAt: number
  now: number
  notBefore: number
  startedAt: number
}): EdgeEvent[] {
  const offset = now - sentAt
  return events.map((event) => ({
    ...event,
    offset,
    at: Math.min(now, Math.max(notBefore, event.at + offset)),
    born: Math.min(startedAt + DAY, Math.max(startedAt, timeOfId(event.id) ?? startedAt)),
  }))
}

import type { ParsedWireEvent } from '../contract.ts'

/** An event whose `at` is by the edge's clock; `offset` is what was added to the visitor's (ms). */
export type EdgeEvent = ParsedWireEvent & { offset: number }

/**
 * The edge's clock rules: the beacon left "now", so the visitor's clock is wrong by what it says instead.
 * No event is later than its beacon or earlier than the lease.
 */
export function edgeTimes({
  events,
  sentAt,
  now,
  notBefore,
}: {
  events: ParsedWireEvent[]
  sentAt: number
  now: number
  notBefore: number
}): EdgeEvent[] {
  const offset = now - sentAt
  return events.map((event) => ({ ...event, offset, at: Math.min(now, Math.max(notBefore, event.at + offset)) }))
}

import type { TimedTouch, VisitorTouches } from './visitorTouches.ts'

const DAY = 86_400_000

/**
 * The touch that gets the credit at a time: the last that is not direct, as long as it lies within the look-back window (90 days, as in
 * GA4), else the last. Milliseconds.
 */
export function lastNonDirect(query: { touches: VisitorTouches; at: number; lookBack?: number }): TimedTouch {
  const { touches, at, lookBack = 90 * DAY } = query
  const known = touches.lastNonDirect
  return known && at - known.at <= lookBack ? known : touches.last
}

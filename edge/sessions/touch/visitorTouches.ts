import type { Touch } from './touch.ts'

export interface TimedTouch extends Touch {
  /** Milliseconds since the epoch, by the edge's clock. */
  at: number
}

/** A visitor's touches, reduced. */
export interface VisitorTouches {
  first: TimedTouch
  last: TimedTouch
  lastNonDirect: TimedTouch | null
  /** In order of time: the first and the latest, at most the limit of `nextTouch`. */
  touches: TimedTouch[]
}

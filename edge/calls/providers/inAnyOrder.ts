import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { CallEvent } from '../callEvent.ts'
import { type FoldedCall, foldCall } from '../foldCall.ts'

/** Orders per fixture; `ROTARY_RUNS=10000` in the soak run. */
const RUNS = Number(process.env['ROTARY_RUNS'] ?? 300)

/** For tests: the call that these events fold to, which must be the same in any order and however often each comes. */
export function inAnyOrder(events: CallEvent[]): FoldedCall {
  const call = foldCall(events as [CallEvent, ...CallEvent[]])
  const delivered = fc
    .array(fc.nat({ max: events.length - 1 }), { maxLength: events.length })
    .chain((again) => fc.shuffledSubarray([...events, ...again.map((i) => events[i]!)], { minLength: events.length + again.length }))
  fc.assert(
    fc.property(delivered, (order) => {
      expect(foldCall(order as [CallEvent, ...CallEvent[]])).toEqual(call)
    }),
    { numRuns: RUNS },
  )
  return call
}

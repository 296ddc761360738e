import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../brands.ts'
import type { CallEvent } from './callEvent.ts'
import { foldCall } from './foldCall.ts'
import { eventKey } from './eventKey.ts'

const T = Date.UTC(2026, 10, 24, 9, 0, 0)
const from = '+79161234567' as E164
const to = '+74951234567' as E164
const start: CallEvent = { externalId: 'c1', type: 'start', at: T, from, to, direction: 'in' }
const answered: CallEvent = { externalId: 'c1', type: 'answered', at: T + 8_000 }
const end: CallEvent = { externalId: 'c1', type: 'end', at: T + 73_000 }

describe('the events of one call', () => {
  it.each<{ name: string; events: [CallEvent, ...CallEvent[]]; expected: Partial<ReturnType<typeof foldCall>> }>([
    {
      name: 'a start rings',
      events: [start],
      expected: { status: 'ringing', endReason: null, startedAt: T, caller: from, number: to, talkSec: null },
    },
    { name: 'an answered call goes on', events: [start, answered], expected: { status: 'talking', answeredAt: T + 8_000, waitSec: 8 } },
    {
      name: 'start, answer and end are an answered call whose times say how long',
      events: [start, answered, end],
      expected: { status: 'answered', talkSec: 65, waitSec: 8, startedAt: T, endedAt: T + 73_000, eventCount: 3 },
    },
    {
      name: "the provider's own talk time counts before the difference of two clocks",
      events: [start, answered, { ...end, talkSec: 60 }],
      expected: { status: 'answered', talkSec: 60 },
    },
    {
      name: 'an end that was never told says when the call was last heard of, and nothing of how long it was',
      events: [start, answered, { ...end, at: T + 8_000, leg: 'rotary', lost: true }],
      expected: { status: 'answered', endReason: 'lost', endedAt: T + 8_000, talkSec: null, waitSec: 8 },
    },
    {
      name: 'an end that comes after all outweighs it',
      events: [start, answered, { ...end, at: T + 8_000, leg: 'rotary', lost: true }, end],
      expected: { status: 'answered', endReason: null, endedAt: T + 73_000, talkSec: 65, eventCount: 4 },
    },
    { name: 'an end without an answer was not answered', events: [start, end], expected: { status: 'no_answer', talkSec: 0, waitSec: 73 } },
    {
      name: 'an end says why nobody answered',
      events: [start, { ...end, status: 'busy' }],
      expected: { status: 'busy', talkSec: 0, answeredAt: null },
    },
    {
      name: 'an end without a start is a call, and tells when it began',
      events: [{ ...end, from, to, status: 'answered', talkSec: 60, waitSec: 5 }],
      expected: { status: 'answered', startedAt: T + 8_000, answeredAt: T + 13_000, caller: from, number: to, waitSec: 5 },
    },
    {
      name: 'the total time tells when a missed call began',
      events: [{ ...end, status: 'no_answer', totalSec: 20 }],
      expected: { status: 'no_answer', startedAt: T + 53_000, waitSec: 20 },
    },
    {
      name: 'a lost answer is known from the end',
      events: [start, { ...end, status: 'answered', talkSec: 65 }],
      expected: { status: 'answered', answeredAt: T + 8_000, talkSec: 65 },
    },
    {
      name: 'an answer outweighs an end that knows of none (the parent leg of a transfer)',
      events: [start, answered, { ...end, status: 'no_answer' }],
      expected: { status: 'answered', talkSec: 65 },
    },
    {
      name: 'two ends of two legs are one end, the later one',
      events: [start, { ...end, leg: 'a', at: T + 70_000, status: 'no_answer' }, { ...end, leg: 'b', status: 'answered', talkSec: 60 }],
      expected: { status: 'answered', talkSec: 60, endedAt: T + 73_000 },
    },
    { name: 'a hidden caller stays hidden', events: [{ ...start, from: null }, end], expected: { caller: null } },
    {
      name: 'recordings are kept once each',
      events: [
        end,
        { externalId: 'c1', leg: 'r1', type: 'recording', at: T + 80_000, recordingUrl: 'https://x/1.mp3' },
        { externalId: 'c1', leg: 'r2', type: 'recording', at: T + 90_000, recordingUrl: 'https://x/1.mp3' },
      ],
      expected: { recordings: ['https://x/1.mp3'], endedAt: T + 73_000 },
    },
    {
      name: 'a late start moves nothing but the start',
      events: [
        { ...end, talkSec: 65 },
        { ...start, at: T - 1000 },
      ],
      expected: { startedAt: T - 1000, endedAt: T + 73_000, talkSec: 65 },
    },
  ])('$name', ({ events, expected }) => {
    expect(foldCall(events)).toMatchObject(expected)
  })

  it('fold to the same call in any order and however often they come', () => {
    const event: fc.Arbitrary<CallEvent> = fc.record(
      {
        externalId: fc.constant('c1'),
        type: fc.constantFrom('start', 'answered', 'end', 'recording', 'spam', 'modified'),
        at: fc.integer({ min: T, max: T + 5_000 }),
        leg: fc.constantFrom('a', 'b'),
        seq: fc.integer({ min: 0, max: 2 }),
        from: fc.constantFrom(from, null, '+12125550100' as E164),
        to: fc.constantFrom(to, '+12125550100' as E164),
        status: fc.constantFrom('answered', 'no_answer', 'busy', 'failed', 'canceled', 'rejected'),
        talkSec: fc.integer({ min: 0, max: 5 }),
        recordingUrl: fc.constantFrom('https://x/1', 'https://x/2'),
      },
      { requiredKeys: ['externalId', 'type', 'at'] },
    )
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }).chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc
              .shuffledSubarray([...events, ...events], { minLength: events.length })
              .filter((shuffled) => events.every((one) => shuffled.includes(one))),
          ),
        ),
        ([events, shuffled]) => {
          const call = foldCall(events as [CallEvent, ...CallEvent[]])
          expect(foldCall(shuffled as [CallEvent, ...CallEvent[]])).toEqual(call)
          expect(call.eventCount).toBe(new Set(events.map(eventKey)).size)
        },
      ),
      { numRuns: Number(process.env['ROTARY_RUNS'] ?? 300) },
    )
  })

  it('fold to times that agree with each other', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([start, answered, { ...end, talkSec: 60 }], { minLength: 1 }), (events) => {
        const call = foldCall(events as [CallEvent, ...CallEvent[]])
        expect(call.startedAt).toBeLessThanOrEqual(call.answeredAt ?? Infinity)
        expect(call.answeredAt ?? 0).toBeLessThanOrEqual(call.endedAt ?? Infinity)
      }),
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId, E164 } from '../brands.ts'
import { HOUR, MINUTE } from '../clock.ts'
import { type SpamEvidence, findSpam, isSpam } from './spam.ts'

const T = Date.UTC(2026, 10, 24, 9)
let serial = 0
const aCall = (minutes: number, change: Partial<SpamEvidence> = {}): SpamEvidence => ({
  id: `cal_${serial++}` as CallId,
  number: '+74951110001' as E164,
  startedAt: T + minutes * MINUTE,
  talkSec: 2,
  waitSec: 6,
  ...change,
})
const onNumbers = (count: number, change: Partial<SpamEvidence> = {}) =>
  Array.from({ length: count }, (_, i) => aCall(i * 60, { number: `+7495111000${i}` as E164, waitSec: 20, talkSec: 0, ...change }))
const reasons = (calls: SpamEvidence[]) => {
  const found = findSpam(calls)
  return calls.map(({ id }) => found.get(id) ?? null)
}

describe('the calls of one caller', () => {
  it.each<[string, SpamEvidence[], (string | null)[]]>([
    ['one short call is none', [aCall(0)], [null]],
    ['three short calls are none: he was cut off', [aCall(0), aCall(1), aCall(2)], [null, null, null]],
    ['four very short calls within an hour are a robot', [aCall(0), aCall(10), aCall(20), aCall(60)], Array(4).fill('short-repeats')],
    ['four within more than an hour are not', [aCall(0), aCall(30), aCall(60), aCall(61)], Array(4).fill(null)],
    [
      'four that gave up at once are a robot',
      [0, 1, 2, 3].map((i) => aCall(i, { talkSec: 0, waitSec: 2 })),
      Array(4).fill('short-repeats'),
    ],
    [
      'four that waited and gave up are a person in a hurry',
      [0, 1, 2, 3].map((i) => aCall(i, { talkSec: 0, waitSec: 25 })),
      Array(4).fill(null),
    ],
    ['four short talks after a long wait are short', [0, 1, 2, 3].map((i) => aCall(i, { waitSec: 60 })), Array(4).fill('short-repeats')],
    ['only the run is marked', [aCall(-120), aCall(0), aCall(1), aCall(2), aCall(3)], [null, ...Array(4).fill('short-repeats')]],
    ['a real talk among them ends suspicion', [aCall(0), aCall(1), aCall(2), aCall(3), aCall(4, { talkSec: 120 })], Array(5).fill(null)],
    ['four numbers are a customer with many devices', onNumbers(4), Array(4).fill(null)],
    ['five numbers in a day are read off a list', onNumbers(5), Array(5).fill('many-numbers')],
    ['five numbers with a real talk are a persistent customer', onNumbers(5, { talkSec: 90 }), Array(5).fill(null)],
    ['none', [], []],
  ])('%s', (_, calls, expected) => {
    expect(reasons(calls)).toEqual(expected)
  })

  it('are judged the same in any order', () => {
    const call = fc.record({
      id: fc.uuid().map((id) => `cal_${id}` as CallId),
      number: fc.constantFrom(...onNumbers(6).map(({ number }) => number), null),
      startedAt: fc.integer({ min: T, max: T + 3 * HOUR }),
      talkSec: fc.integer({ min: 0, max: 60 }),
      waitSec: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(
        fc
          .array(call, { maxLength: 12 })
          .chain((calls) => fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length }))),
        ([calls, shuffled]) => {
          expect(Object.fromEntries(findSpam(shuffled))).toEqual(Object.fromEntries(findSpam(calls)))
        },
      ),
    )
  })
})

describe('spam', () => {
  it.each([
    [null, null, false],
    ['short-repeats', null, true],
    ['short-repeats', false, false],
    [null, true, true],
  ])('by rule %j and by a person %j is %j', (spam, spamVerdict, expected) => {
    expect(isSpam({ spam, spamVerdict })).toBe(expected)
  })
})

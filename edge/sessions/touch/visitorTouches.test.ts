import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifySource } from './classifySource.ts'
import { lastNonDirect } from './lastNonDirect.ts'
import { nextTouch } from './nextTouch.ts'
import type { TimedTouch, VisitorTouches } from './visitorTouches.ts'

const DAY = 86_400_000
const aTouch = (at: number, query = '', referrer = ''): TimedTouch => ({
  ...classifySource({ url: `https://example.com/?${query}`, referrer, site: { hosts: ['example.com'] } }),
  at,
})
const reduce = (touches: TimedTouch[], limit?: number): VisitorTouches =>
  touches.reduce<VisitorTouches | null>((state, touch) => nextTouch({ touches: state, touch, ...(limit && { limit }) }), null)!

describe('nextTouch', () => {
  it('keeps first, last, last non-direct and the list', () => {
    const [search, ad, direct] = [aTouch(1, '', 'https://yandex.ru/'), aTouch(2, 'yclid=1'), aTouch(3)]
    expect(reduce([search, ad, direct])).toEqual({ first: search, last: direct, lastNonDirect: ad, touches: [search, ad, direct] })
  })

  it('knows no non-direct touch of a visitor who always came directly', () => {
    expect(reduce([aTouch(1), aTouch(2)]).lastNonDirect).toBeNull()
  })

  it('counts a click once, when the page is loaded again with its id', () => {
    expect(reduce([aTouch(1, 'gclid=a'), aTouch(2, 'gclid=a'), aTouch(3, 'gclid=b')]).touches.map(({ at }) => at)).toEqual([1, 3])
  })

  it('keeps the first and the latest when the list is full, and the last non-direct even when it left the list', () => {
    const touches = [aTouch(1), aTouch(2, 'yclid=1'), aTouch(3), aTouch(4), aTouch(5)]
    const state = reduce(touches, 3)
    expect(state.touches.map(({ at }) => at)).toEqual([1, 4, 5])
    expect(state.lastNonDirect?.at).toBe(2)
  })

  it('comes to the same whatever the order and repetition of touches', () => {
    const touch = fc
      .record({
        at: fc.integer({ min: 0, max: 30 }),
        query: fc.constantFrom('', 'yclid=1', 'gclid=2', 'utm_source=vk'),
        referrer: fc.constantFrom('', 'https://t.me/'),
      })
      .map(({ at, query, referrer }) => aTouch(at, query, referrer))
    const shuffled = fc
      .array(touch, { minLength: 1, maxLength: 12 })
      .chain((touches) => fc.tuple(fc.constant(touches), fc.shuffledSubarray([...touches, ...touches], { minLength: touches.length * 2 })))
    fc.assert(
      fc.property(shuffled, ([touches, again]) => {
        expect(reduce(again, 40)).toEqual(reduce(touches, 40))
      }),
      { numRuns: 200 },
    )
  })
})

describe('lastNonDirect', () => {
  const touches = reduce([aTouch(0, 'utm_source=vk&utm_medium=cpc'), aTouch(80 * DAY)])
  it('credits the known source, though the visitor came back directly', () => {
    expect(lastNonDirect({ touches, at: 90 * DAY }).source).toBe('vk')
  })
  it('credits the last touch once the look-back window is over', () => {
    expect(lastNonDirect({ touches, at: 90 * DAY + 1 }).source).toBe('(direct)')
    expect(lastNonDirect({ touches, at: 80 * DAY, lookBack: 30 * DAY }).source).toBe('(direct)')
  })
})

import { expect, test } from 'vitest'
import { SECOND } from '../clock.ts'
import { NOON, aHistory, aHolder, aReader } from './aHolder.ts'
import { DEFAULT_BACKGROUND, attributeCall } from './attributeCall.ts'
import { blindTest, measureAccuracy } from './measureAccuracy.ts'
import { UIS_TABLES } from './tables/uis.ts'
import { withoutTap } from './withoutTap.ts'

const call = (...holders: ReturnType<typeof aHolder>[]) => ({
  at: NOON,
  callerRegion: null,
  history: aHistory(...holders),
  known: null,
  tables: UIS_TABLES,
  threshold: 0.7,
  shareOfRegion: () => 0.2,
  background: DEFAULT_BACKGROUND,
})
const tapper = aReader('tapper', { device: 'mobile', tappedAt: NOON - 8 * SECOND })
const test1 = (...holders: ReturnType<typeof aHolder>[]) => {
  const input = call(...holders)
  return blindTest(input, attributeCall(input))
}

test('a call that a tap gives away is attributed again without it', () => {
  expect(test1(tapper, aHolder('gone'))).toMatchObject({ truth: 'vis_tapper', right: true })
  // An open desktop page is likelier than a mobile one that nobody tapped on.
  expect(test1(tapper, aReader('reader'))).toMatchObject({ truth: 'vis_tapper', right: false })
})

test('a call without a tap, or with two, or with an old one, is no test', () => {
  expect(test1(aReader('reader'))).toBeNull()
  expect(test1(tapper, aReader('second', { tappedAt: NOON - 9 * SECOND }))).toBeNull()
  expect(test1(aReader('old', { device: 'mobile', tappedAt: NOON - 50 * SECOND }))).toBeNull()
})

test('removing taps leaves the history as it was', () => {
  const history = aHistory(tapper, aHolder('gone'))
  expect(withoutTap(history).holders.map(({ tappedAt }) => tappedAt)).toEqual([null, null])
  expect(history.holders[0]!.tappedAt).not.toBeNull()
})

test('accuracy is claimed against true precision with its interval', () => {
  const tests = Array.from({ length: 100 }, (_, i) => ({ truth: 'vis_1', claimed: i < 80 ? 0.98 : null, right: i < 78 }))
  const { low, high, ...rest } = measureAccuracy(tests)
  expect(rest).toEqual({ count: 100, named: 80, claimed: expect.closeTo(0.98), precision: 0.975 })
  expect(low).toBeGreaterThan(0.9)
  expect(high).toBeLessThan(1)
  expect(measureAccuracy([])).toEqual({ count: 0, named: 0, claimed: 0, precision: 0, low: 0, high: 1 })
})

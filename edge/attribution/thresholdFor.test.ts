import fc from 'fast-check'
import { expect, test } from 'vitest'
import { thresholdFor } from './thresholdFor.ts'

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const repeat = (value: number, count: number): number[] => new Array<number>(count).fill(value)

test.each([
  ['where every claim is sure enough by itself: the precision', repeat(0.99, 100), 0.98, 0.98],
  ['few unsure ones may be named with many sure ones', [...repeat(1, 95), ...repeat(0.7, 5)], 0.98, 0.7],
  ['many may not', [...repeat(1, 60), ...repeat(0.7, 40)], 0.98, 0.98],
  ['with few calls seen it is a fixed one', repeat(1, 49), 0.98, 0.7],
  ['and higher where more precision is wanted', repeat(1, 49), 0.99, 0.8],
] as const)('%s', (_, claims, precision, expected) => {
  expect(thresholdFor(precision, claims)).toBeCloseTo(expected)
})

test('the mean claim of what it names reaches the precision, whatever was claimed', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 200 }), (claims) => {
      const threshold = thresholdFor(0.98, claims)
      const named = claims.filter((claim) => claim >= threshold)
      if (named.length > 0) expect(mean(named)).toBeGreaterThanOrEqual(0.98 - 1e-9)
      expect(threshold).toBeLessThanOrEqual(0.98)
    }),
  )
})

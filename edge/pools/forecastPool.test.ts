import { describe, expect, test } from 'vitest'
import { DEFAULT_BACKGROUND } from '../attribution/attributeCall.ts'
import { UIS_TABLES } from '../attribution/tables/uis.ts'
import { poolSize, VISIBLE } from '../pool/size.ts'
import { advisePool, namedInstead, sizesBeside } from './advisePool.ts'
import { forecastPool } from './forecastPool.ts'

const DAY_CURVE = Array.from({ length: 24 }, (_, hour) => Math.max(1, Math.round(20 + 18 * Math.sin(((hour - 8) / 24) * 2 * Math.PI))))
const forecast = (size: number, hours = DAY_CURVE) =>
  forecastPool({ size, hours, visible: VISIBLE, tables: UIS_TABLES, background: DEFAULT_BACKGROUND, threshold: 0.78 })

describe('a forecast', () => {
  test('is of all calls', () => {
    for (const size of [2, 8, 20, 100]) {
      const { right, wrong, unknown } = forecast(size)
      expect(right + wrong + unknown).toBeCloseTo(1)
      for (const share of [right, wrong, unknown]) expect(share).toBeGreaterThanOrEqual(0)
    }
  })

  test('names more calls right and fewer wrong with more numbers, up to what no pool can name', () => {
    const sizes = [2, 4, 8, 16, 32, 64].map((size) => forecast(size))
    for (const [i, one] of sizes.entries()) {
      const before = sizes[i - 1]
      if (!before) continue
      expect(one.right).toBeGreaterThan(before.right)
      expect(one.wrong).toBeLessThan(before.wrong)
    }
    expect(sizes[5]!.right).toBeGreaterThan(0.88)
    // ROTATION: with this evidence no policy names more than 90.7 %.
    expect(sizes[5]!.right).toBeLessThan(0.907)
  })

  test('at the size that sizing gives is near what the simulation of the policy gave at 15 minutes of rest', () => {
    const size = poolSize({ busiestHour: Math.max(...DAY_CURVE) })
    const { wrong, unknown } = forecast(size)
    expect(wrong).toBeLessThan(0.03)
    expect(unknown).toBeGreaterThan(0.01)
    expect(unknown).toBeLessThan(0.2)
  })

  test('of no traffic has nothing to get wrong', () => {
    expect(forecast(2, [])).toEqual({ right: 1, wrong: 0, unknown: 0 })
  })

  test('depends on visits per number alone', () => {
    const twice = forecast(
      20,
      DAY_CURVE.map((load) => 2 * load),
    )
    expect(twice.unknown).toBeCloseTo(forecast(10).unknown, 6)
  })
})

describe('advice', () => {
  const week = { size: 8, active: 8, stock: 2, shared: 0, unknownCalls: 37 }
  const at = (size: number, named: number) => ({ size, named, right: 0, wrong: 0, unknown: 0 })

  test.each([
    [
      week,
      [at(8, 0), at(10, 12), at(12, 31)],
      'grow',
      12,
      "With 12 instead of 8 numbers 31 of last week's 37 unknown calls would have been named.",
    ],
    [{ ...week, unknownCalls: 2 }, [at(12, 2)], 'keep', 8, 'The pool fits its traffic.'],
    [{ ...week, active: 6 }, [], 'fill', 8, '2 numbers are missing: import some or free others.'],
    [{ ...week, shared: 5, stock: 0 }, [], 'fill', 8, '5 visits shared a number last week and none is left to grow with.'],
    [{ ...week, active: 12 }, [], 'shrink', 8, '4 numbers are more than the traffic needs; they drain at night.'],
  ])('for %j', (pool, forecasts, kind, size, text) => {
    expect(advisePool(pool, forecasts)).toEqual({ kind, size, text })
  })

  test('compares sizes around N', () => {
    expect(sizesBeside(8)).toEqual([4, 6, 8, 10, 12, 16])
    expect(sizesBeside(2)).toEqual([2, 3, 4])
  })

  test('counts what another size would have named, never less than none', () => {
    const share = (unknown: number) => ({ right: 1 - unknown, wrong: 0, unknown })
    expect(namedInstead(37, { before: share(0.2), after: share(0.03) })).toBe(31)
    expect(namedInstead(37, { before: share(0.2), after: share(0.3) })).toBe(0)
    expect(namedInstead(37, { before: share(0), after: share(0) })).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../clock.ts'
import { POLICY } from './policy.ts'
import { growthCap, poolSize, startingSize } from './size.ts'

describe('the size of a pool', () => {
  it.each([
    [0, 2],
    [1, 2],
    [10, 4],
    [100, 34],
    [1000, 337],
  ])('for %i assignments in the busiest hour is %i', (busiestHour, size) => {
    expect(poolSize({ busiestHour })).toBe(size)
  })

  it('grows with the rest that is wanted and with how long numbers are shown', () => {
    expect(poolSize({ busiestHour: 100, rest: 5 * MINUTE, visible: 200 * SECOND })).toBe(16)
    expect(poolSize({ busiestHour: 100, rest: 60 * MINUTE, visible: 200 * SECOND })).toBe(117)
    expect(poolSize({ busiestHour: 100, rest: 15 * MINUTE, visible: 400 * SECOND })).toBe(40)
  })

  it('of a site that states 300 sessions a day is enough for ten visitors at once', () => {
    expect(startingSize(300)).toBe(10)
  })

  it('of a site that states how long its numbers shall rest follows it', () => {
    expect([3, 15, 60].map((minutes) => startingSize(1000, minutes * MINUTE))).toEqual([11, 29, 96])
  })

  it('of a site that states 1,000 sessions a day is about 25 to 30', () => {
    expect(startingSize(1000)).toBeGreaterThanOrEqual(25)
    expect(startingSize(1000)).toBeLessThanOrEqual(30)
  })

  it('may be passed by 15 %, or by two, unless the command says how far', () => {
    expect([2, 3, 4, 5, 100].map((size) => growthCap({ size }, POLICY))).toEqual([4, 5, 6, 7, 115])
    expect(growthCap({ size: 100, cap: 0 }, POLICY)).toBe(0)
  })
})

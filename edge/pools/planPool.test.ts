import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planPool } from './planPool.ts'
import { stockWanted } from './stockWanted.ts'

const nothing = { drain: 0, takeBack: 0, activate: 0, claim: 0 }

test.each([
  [{ active: 10, draining: 3, stock: 2, size: 10 }, nothing],
  [{ active: 11, draining: 0, stock: 2, size: 10 }, nothing],
  [
    { active: 12, draining: 0, stock: 2, size: 10 },
    { ...nothing, drain: 2 },
  ],
  [
    { active: 8, draining: 3, stock: 2, size: 10 },
    { ...nothing, takeBack: 2 },
  ],
  [
    { active: 5, draining: 3, stock: 5, size: 10 },
    { ...nothing, takeBack: 3, activate: 2 },
  ],
  [
    { active: 0, draining: 1, stock: 2, size: 10 },
    { ...nothing, takeBack: 1, activate: 2, claim: 7 },
  ],
])('%j → %j', (pool, plan) => {
  expect(planPool(pool)).toEqual(plan)
})

test('carried out, a plan leaves nothing to do', () => {
  const count = fc.nat(200)
  fc.assert(
    fc.property(count, count, count, fc.integer({ min: 2, max: 200 }), (active, draining, stock, size) => {
      const { drain, takeBack, activate, claim } = planPool({ active, draining, stock, size })
      const after = { active: active - drain + takeBack + activate + claim, draining: draining + drain - takeBack, stock: stock - activate }
      expect(planPool({ ...after, size })).toEqual(nothing)
      expect(Math.min(after.draining, after.stock)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test.each([
  [2, 2],
  [10, 2],
  [11, 3],
  [25, 5],
  [900, 5],
])('a pool of %i numbers has %i unused ones beside it', (size, stock) => {
  expect(stockWanted(size)).toBe(stock)
})

import { expect, test } from 'vitest'
import { planOrder, type RegionStock } from './planOrder.ts'

const quiet: RegionStock = { draws: [], free: 0, active: 0, exitsDue: 0 }
const days = (...draws: number[]) => draws

test.each<[string, Partial<RegionStock>, { target: number; order: number }]>([
  ['a region without history should have 20', {}, { target: 20, order: 20 }],
  ['what is free need not be ordered', { free: 15 }, { target: 20, order: 5 }],
  ['what becomes free in time neither', { free: 15, exitsDue: 5 }, { target: 20, order: 0 }],
  ['an order is never negative', { free: 90 }, { target: 20, order: 0 }],
  ['the draw of any seven days counts', { draws: days(0, 10, 10, 10, 10, 10, 10, 10, 0, 0) }, { target: 70, order: 70 }],
  ['numbers that come back count against it', { draws: days(40, -15, 0, 0, 0, 0, 0) }, { target: 40, order: 40 }],
  ['active numbers have a reserve', { draws: days(15), active: 100 }, { target: 25, order: 25 }],
])('%s', (_, over, plan) => {
  expect(planOrder({ ...quiet, ...over })).toEqual(plan)
})

test('the rarest one in a hundred weeks is not provided for', () => {
  const draws = Array.from({ length: 707 }, (_, day) => (day === 700 ? 500 : 3))
  expect(planOrder({ ...quiet, draws }).target).toBe(21)
})

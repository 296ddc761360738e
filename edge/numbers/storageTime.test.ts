import { expect, test } from 'vitest'
import { DAY } from '../clock.ts'
import { storageTime } from './storageTime.ts'

test.each([
  [0, 90],
  [10, 90],
  [20, 135],
  [25, 157.5],
  [30, 180],
  [400, 180],
])('with %i free of 20 wanted a number is stored for %d days', (free, days) => {
  expect(storageTime({ free, target: 20 }) / DAY).toBe(days)
})

import { expect, test } from 'vitest'
import { DAY } from '../clock.ts'
import { storageTime } from './storageTime.ts'

test.each([
  [0, 100],
  [10, 100],
  [20, 140],
  [25, 160],
  [30, 180],
  [400, 180],
])('with %i free of 20 wanted a number is stored for %d days', (free, days) => {
  expect(storageTime({ free, target: 20 }) / DAY).toBe(days)
})

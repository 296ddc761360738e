import { expect, test } from 'vitest'
import { DAY, HOUR } from '../clock.ts'
import { busiestHour } from './busiestHour.ts'

const NOW = 500_000 * HOUR
const WEEK = 7 * 24
/** Hours before now → assignments. */
const demand = (...hours: [before: number, count: number][]) => new Map(hours.map(([before, count]) => [500_000 - before, count]))
/** All hours alike but one. */
const week = (usual: number, one: number) =>
  demand(...Array.from({ length: WEEK }, (_, i): [number, number] => [i + 1, i === 100 ? one : usual]))
const measured = (days: number) => ({ since: NOW - days * DAY, now: NOW })

test('nothing is said before seven days are measured', () => {
  expect(busiestHour(demand([5, 100]), measured(6.9))).toBeNull()
})

test.each<[string, Map<number, number>, number, number]>([
  ['one week: its busiest hour', demand([100, 30], [120, 50]), 7, 50],
  [
    'four weeks: the median of each hour of the week',
    demand([100, 10], [100 + WEEK, 40], [100 + 2 * WEEK, 30], [100 + 3 * WEEK, 20]),
    28,
    25,
  ],
  ['one spot in four weeks does not count', demand([100 + WEEK, 900]), 28, 0],
  ['weeks that were not measured are none', demand([100, 60], [100 + WEEK, 40], [100 + 2 * WEEK, 900]), 20, 50],
  ['busier last two days count instead', demand([100, 50], [100 + WEEK, 50], [10, 90], [30, 72]), 14, 72],
  ['unless chance explains it', demand([100, 50], [100 + WEEK, 50], [10, 90], [30, 71]), 14, 50],
  ['or it was one hour alone: a spot', demand([100, 50], [100 + WEEK, 50], [100 + 2 * WEEK, 50], [10, 900]), 28, 50],
  ['an hour that is like those beside it counts with them', week(30, 36), 7, 31.2],
  ['but one that stands out among them by itself', week(30, 60), 7, 60],
  ['but up to twice the usual', demand([100, 50], [100 + WEEK, 50], [100 + 2 * WEEK, 50], [10, 700], [11, 700]), 28, 100],
  ['the hour that has not ended is left out', demand([0, 900], [100, 5]), 7, 5],
])('%s', (_, hours, days, expected) => {
  expect(busiestHour(hours, measured(days))).toBe(expected)
})

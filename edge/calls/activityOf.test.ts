import { expect, test } from 'vitest'
import { activityOf } from './activityOf.ts'

test.each([
  ['as many as in the mean hour', { visits: 240, hours: 24, latest: 10 }, 1],
  ['twice as many', { visits: 240, hours: 24, latest: 20 }, 2],
  ['none is not never', { visits: 240, hours: 24, latest: 0 }, 0.1],
  ['a crowd is not everything', { visits: 240, hours: 24, latest: 500 }, 3],
  ['less than a day says nothing', { visits: 240, hours: 23, latest: 500 }, 1],
  ['nor does nobody', { visits: 0, hours: 100, latest: 0 }, 1],
])('%s', (_, seen, expected) => {
  expect(activityOf(seen)).toBe(expected)
})

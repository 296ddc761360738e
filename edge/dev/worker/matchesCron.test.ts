import { expect, it } from 'vitest'
import { matchesCron } from './matchesCron.ts'

it.each([
  ['* * * * *', '2026-11-24T10:31:00Z', true],
  ['17 2 * * *', '2026-11-24T02:17:30Z', true],
  ['17 2 * * *', '2026-11-24T02:18:00Z', false],
  ['*/15 * * * *', '2026-11-24T10:45:00Z', true],
  ['*/15 * * * *', '2026-11-24T10:46:00Z', false],
  ['5-59/10 * * * *', '2026-11-24T10:25:00Z', true],
  ['0 9-17 * * 1,2', '2026-11-24T17:00:00Z', true],
  ['0 9-17 * * 3', '2026-11-24T17:00:00Z', false],
  ['0 0 1 * *', '2026-12-01T00:00:00Z', true],
  ['0 0 1 12 *', '2026-11-01T00:00:00Z', false],
  ['nonsense', '2026-11-01T00:00:00Z', false],
])('"%s" at %s: %s', (expression, at, expected) => {
  expect(matchesCron(expression, new Date(at))).toBe(expected)
})

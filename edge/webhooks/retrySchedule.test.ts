import { expect, test } from 'vitest'
import { DAY, HOUR, SECOND } from '../clock.ts'
import { nextWait, readRetryAfter } from './retrySchedule.ts'

const waits = (chance: number) => {
  const all: number[] = []
  for (let made = 1; ; made++) {
    const wait = nextWait({ made, chance, retryAfter: null })
    if (wait === null) return all
    all.push(wait)
  }
}

test('ten attempts are made over three days', () => {
  expect(waits(0)).toHaveLength(9)
  expect(waits(0)[0]).toBe(5 * SECOND)
  for (const chance of [0, 1]) {
    const whole = waits(chance).reduce((sum, wait) => sum + wait, 0)
    expect(whole).toBeGreaterThan(3 * DAY)
    expect(whole).toBeLessThan(4 * DAY)
  }
})

test('the jitter never shortens a wait', () => {
  waits(1).forEach((wait, i) => expect(wait).toBeGreaterThan(waits(0)[i]!))
})

test.each([
  [2 * HOUR, 2 * HOUR],
  [1, 5 * SECOND],
  [40 * DAY, DAY],
])('a receiver that asks for %i ms is left alone for %i', (retryAfter, wait) => {
  expect(nextWait({ made: 1, chance: 0, retryAfter })).toBe(wait)
})

test.each([
  [null, null],
  ['120', 120_000],
  ['Tue, 24 Nov 2026 09:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 08:00:00 GMT', 0],
  ['soon', null],
])('Retry-After %j is %j', (header, wait) => {
  expect(readRetryAfter(header, Date.UTC(2026, 10, 24, 9))).toBe(wait)
})

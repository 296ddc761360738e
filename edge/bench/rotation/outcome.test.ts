import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMinHeap } from './minHeap.ts'
import { namedAt, sharesOf } from './outcome.ts'
import { numbersFor, spreadOf } from './statistics.ts'

const verdicts = [
  { at: 0, right: true, score: 0.9 },
  { at: 0, right: true, score: 0.8 },
  { at: 0, right: false, score: 0.7 },
  { at: 0, right: true, score: 0.7 },
  { at: 0, right: false, score: -Infinity },
]

test('calls are named from the threshold on; those without a candidate never', () => {
  expect(sharesOf(verdicts, () => 0.75)).toMatchObject({ right: 40, wrong: 0, unknown: 60, calls: 5 })
  expect(sharesOf(verdicts, () => -1)).toMatchObject({ right: 60, wrong: 20, unknown: 20, wrongOfNamed: 25 })
})

test('as many are named as the wrong ones allow, equal scores together', () => {
  expect(namedAt(verdicts, 1)).toBe(40)
  expect(namedAt(verdicts, 30)).toBe(80)
})

test('numbers for a target lie between the measured points', () => {
  const points = [
    { numbers: 100, value: 80 },
    { numbers: 200, value: 90 },
  ]
  expect(numbersFor(points, 85)).toBe(150)
  expect(numbersFor(points, 95)).toBeNull()
  expect(numbersFor(points, 70)).toBe(100)
})

test('deviation is that of a sample', () => {
  expect(spreadOf([1, 3])).toEqual({ mean: 2, deviation: Math.SQRT2 })
  expect(spreadOf([4])).toEqual({ mean: 4, deviation: 0 })
})

test('a heap gives its smallest key first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (keys) => {
      const heap = createMinHeap()
      keys.forEach((key, i) => heap.push(key, i))
      const popped = keys.map(() => [heap.peekKey(), keys[heap.pop()]])
      expect(popped.map(([key]) => key)).toEqual([...keys].sort((a, b) => a - b))
      expect(popped.every(([key, value]) => key === value)).toBe(true)
    }),
  )
})

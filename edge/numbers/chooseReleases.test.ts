import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { E164 } from '../brands.ts'
import { DAY } from '../clock.ts'
import { chooseReleases, type StoredNumber } from './chooseReleases.ts'

const NOW = 1000 * DAY
const stored = (line: number, days: number, calls = 0): StoredNumber => ({
  number: `+7495000${line}` as E164,
  since: NOW - days * DAY,
  calls,
})
const lines = (numbers: E164[]) => numbers.map((number) => Number(number.slice(-4)))

test.each<[string, StoredNumber[], number, number[]]>([
  ['none before its time', [stored(1001, 99.9), stored(1002, 100)], 0, [1002]],
  ['the one that fewer will call first', [stored(1001, 105, 30), stored(1002, 105, 1)], 0, [1002, 1001]],
  ['the older first of two that nobody called', [stored(1001, 101), stored(1002, 120)], 0, [1002, 1001]],
  ['none while the region is rich and they are young', [stored(1001, 120), stored(1002, 170)], 40, []],
  ['all that are old enough for the richest region', [stored(1001, 180), stored(1002, 200)], 40, [1002, 1001]],
])('%s', (_, all, free, released) => {
  expect(lines(chooseReleases(all, { free, target: 20, now: NOW }))).toEqual(released)
})

test('each number that becomes free makes those after it wait longer', () => {
  const many = Array.from({ length: 100 }, (_, line) => stored(1000 + line, 110))
  expect(chooseReleases(many, { free: 0, target: 20, now: NOW })).toHaveLength(13)
})

test('whatever is stored, none leaves before 100 days nor stays after 180', () => {
  const any = fc.array(fc.record({ days: fc.integer({ min: 0, max: 400 }), calls: fc.nat(50) }), { maxLength: 40 })
  fc.assert(
    fc.property(any, fc.nat(60), (all, free) => {
      const numbers = all.map(({ days, calls }, line) => stored(1000 + line, days, calls))
      const released = new Set(chooseReleases(numbers, { free, target: 20, now: NOW }))
      for (const { number, since } of numbers) {
        const days = (NOW - since) / DAY
        if (days < 100) expect(released).not.toContain(number)
        if (days >= 180) expect(released).toContain(number)
      }
    }),
  )
})

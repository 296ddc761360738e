import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../clock.ts'
import { NOON, aHolder } from './aHolder.ts'
import type { AttributedCall, RecordedLease } from './adviseSize.ts'
import { adviseSize } from './adviseSize.ts'
import { DEFAULT_BACKGROUND } from './attributeCall.ts'
import { explainAdvice } from './explainAdvice.ts'
import { UIS_TABLES } from './tables/uis.ts'

/** One visitor a minute, each for three minutes; every fifth calls a minute before he leaves. */
const leases: RecordedLease[] = Array.from({ length: 120 }, (_, i) => {
  const { pages: _pages, ...lease } = aHolder(`v${i}`, { shownAt: NOON + i * MINUTE, lastSeen: NOON + i * MINUTE + 3 * MINUTE })
  return lease
})
const calls: AttributedCall[] = leases
  .filter((_, i) => i % 5 === 0)
  .map(({ session, lastSeen }, i) => ({
    at: lastSeen - 60 * SECOND,
    callerRegion: null,
    candidates: [{ session, share: 0.9 }],
    named: i % 2 === 0,
  }))
const advise = (...sizes: number[]) =>
  adviseSize({ leases, calls, sizes, tables: UIS_TABLES, threshold: 0.8, shareOfRegion: () => 0.2, background: DEFAULT_BACKGROUND })

test('more numbers name more calls, and shares sum to one', () => {
  const advice = advise(1, 2, 4, 8, 16)
  for (const { right, wrong, unknown } of advice) expect(right + wrong + unknown).toBeCloseTo(1)
  const right = advice.map((line) => line.right)
  expect(right).toEqual([...right].sort((a, b) => a - b))
  expect(advice.at(-1)).toMatchObject({ shared: 0, unknownCalls: 12, nowNamed: 12 })
  expect(advice[0]!.shared).toBeGreaterThan(0.9)
})

test('what no candidate explains stays unknown', () => {
  expect(advise(16)[0]!.unknown).toBeCloseTo(0.1)
})

test('says what more numbers would have done', () => {
  const line = { size: 12, right: 0, wrong: 0, unknown: 0, shared: 0, unknownCalls: 37, nowNamed: 31 }
  expect(explainAdvice(line, { instead: 8, language: 'en' })).toBe(
    'With 12 instead of 8 numbers last week 31 of 37 unknown calls would have been named.',
  )
  expect(explainAdvice(line, { instead: 8, language: 'ru' })).toContain('31 из 37')
})

import { expect, test } from 'vitest'
import { aHolder, NOON } from '../attribution/aHolder.ts'
import type { E164, RegionCode, RouteId } from '../brands.ts'
import { MINUTE, SECOND } from '../clock.ts'
import { historyAt, type NumberPast, type PastHolder, staysOf } from './numberPast.ts'

const held = (name: string, minutes: number, taps: number[] = []): PastHolder => {
  const {
    pages: _pages,
    tappedAt: _tappedAt,
    ...holder
  } = aHolder(name, { shownAt: NOON - minutes * MINUTE, lastSeen: NOON - (minutes - 3) * MINUTE })
  return { ...holder, taps }
}
const past = (holders: PastHolder[]): NumberPast => ({
  number: '+74951234567' as E164,
  route: 'rou_1' as RouteId,
  region: 'RU-MOW' as RegionCode,
  holders,
  calls: [],
})

test('a ring is what was shown by then, newest first, with the last tap by then', () => {
  const tap = NOON - 8 * SECOND
  const ring = historyAt(past([held('old', 30), held('tapper', 10, [tap - MINUTE, tap, NOON + MINUTE]), held('later', -5)]), NOON)
  expect(ring.holders.map(({ session, tappedAt }) => [session, tappedAt])).toEqual([
    ['ses_tapper', tap],
    ['ses_old', null],
  ])
})

test('a ring has 24 holders at most, and a stay ends when it forgets', () => {
  const many = past(Array.from({ length: 30 }, (_, i) => held(String(i), 30 - i)))
  expect(historyAt(many, NOON).holders.map(({ session }) => session)).toEqual(Array.from({ length: 24 }, (_, i) => `ses_${29 - i}`))
  const stays = staysOf(many, NOON)
  expect(stays[0]).toMatchObject({ until: NOON - 6 * MINUTE, windowEnd: NOON })
  expect(stays[29]).toMatchObject({ until: NOON, lastSeen: NOON })
})

import { expect, test } from 'vitest'
import type { E164 } from '../brands.ts'
import { MINUTE, SECOND } from '../clock.ts'
import { activeNumber } from './activeNumber.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const number = '+74950000001' as E164

test.each([
  ['one that nobody ever had', 0, { held: false, waits: false, lastSeen: null }],
  ['a rested one', NOW - 20 * MINUTE, { held: false, waits: false, lastSeen: new Date(NOW - 20 * MINUTE) }],
  ['one on a page', NOW + 75 * SECOND, { held: true, waits: false, lastSeen: new Date(NOW + 75 * SECOND) }],
  [
    'one whose visitor left ten minutes ago and may yet call',
    NOW + 20 * MINUTE,
    { held: false, waits: true, lastSeen: new Date(NOW - 10 * MINUTE) },
  ],
])('%s', (_what, score, told) => {
  expect(activeNumber({ number, score }, NOW)).toEqual({ number, ...told })
})

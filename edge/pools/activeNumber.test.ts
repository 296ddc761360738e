import { expect, test } from 'vitest'
import type { E164 } from '../brands.ts'
import { MINUTE, SECOND } from '../clock.ts'
import type { NumberHistory } from '../pool/holder.ts'
import { activeNumber } from './activeNumber.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const number = '+74950000001' as E164

/** Of a number with one holder, whose page is open until then. */
const historyOf = ({ lastSeen, until }: { lastSeen: number; until?: number }) =>
  ({ number, lastCall: null, holders: [{ lastSeen, pages: until === undefined ? {} : { pag_1: until } }] }) as unknown as NumberHistory

test.each([
  ['one that nobody ever had', 0, undefined, { held: false, waits: false, lastSeen: null }],
  ['a rested one', NOW - 20 * MINUTE, undefined, { held: false, waits: false, lastSeen: new Date(NOW - 20 * MINUTE) }],
  ['one on a page', NOW + 75 * SECOND, undefined, { held: true, waits: false, lastSeen: new Date(NOW + 75 * SECOND) }],
  [
    'one whose visitor left ten minutes ago and may yet call',
    NOW + 20 * MINUTE,
    historyOf({ lastSeen: NOW - 11 * MINUTE }),
    { held: false, waits: true, lastSeen: new Date(NOW - 11 * MINUTE) },
  ],
  [
    'the same, of whose past nothing is known',
    NOW + 20 * MINUTE,
    undefined,
    { held: false, waits: true, lastSeen: new Date(NOW - 10 * MINUTE) },
  ],
  [
    'one on a page that holds it for half an hour',
    NOW + 20 * MINUTE,
    historyOf({ lastSeen: NOW - 10 * MINUTE, until: NOW + 20 * MINUTE }),
    { held: true, waits: false, lastSeen: new Date(NOW - 10 * MINUTE) },
  ],
])('%s', (_what, score, history, told) => {
  expect(activeNumber({ number, score }, NOW, history)).toEqual({ number, ...told })
})

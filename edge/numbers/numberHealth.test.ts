import { expect, test } from 'vitest'
import { HOUR } from '../clock.ts'
import { numberHealth, type NumberSigns } from './numberHealth.ts'

const NOW = 1_800_000_000_000
const well: NumberSigns = { calls: 10, spam: 0, tapsSinceCall: 0, lastTap: null }

test.each<[string, Partial<NumberSigns>, 'spam' | 'silent' | null]>([
  ['a number with calls is well', {}, null],
  ['some spam is everybody’s', { spam: 5 }, null],
  ['mostly spam is not', { spam: 6 }, 'spam'],
  ['a few calls that are all spam prove nothing', { calls: 4, spam: 4 }, null],
  ['taps without a call mean that its provider is silent', { tapsSinceCall: 8, lastTap: NOW - 2 * HOUR }, 'silent'],
  ['a few of them do not', { tapsSinceCall: 7, lastTap: NOW - 2 * HOUR }, null],
  ['nor do those of a moment ago', { tapsSinceCall: 20, lastTap: NOW - HOUR }, null],
])('%s', (_, signs, verdict) => {
  expect(numberHealth({ ...well, ...signs }, NOW)).toBe(verdict)
})

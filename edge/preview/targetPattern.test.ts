import { expect, test } from 'vitest'
import { GAP as WIDGET_GAP, readTarget } from '../../widget/page/target.ts'
import type { E164 } from '../brands.ts'
import { GAP, searchable, targetPattern } from './targetPattern.ts'

test.each([
  ['+74951234567', undefined],
  ['+12125550100', '1-800-FLOWERS'],
  ['+442079460000', undefined],
  ['+375291234567', undefined],
  ['+4930123456', 'Ruf uns an'],
  ['+4930123456', ' (Ruf) uns an! '],
  ['+4930123456', '-'],
])('%s is found as the widget finds it', (e164, text) => {
  const target = { e164: e164 as E164, slot: 's', ...(text && { text }) }
  expect(targetPattern(target).source).toBe(readTarget(target)._pattern.source)
  expect(targetPattern(target).flags).toBe(readTarget(target)._pattern.flags)
  expect(GAP).toBe(WIDGET_GAP)
})

test.each([
  ['spaces', ' '.repeat(1_000_000)],
  ['dashes and digits', '- 8 '.repeat(250_000)],
  ['pluses', '+7 '.repeat(300_000)],
  ['brackets', '(4)'.repeat(300_000)],
  ['digits', '4'.repeat(1_000_000)],
  ['almost the number', '8 495 123-45-6 '.repeat(60_000)],
])('a page of %s is searched in time', (_what, text) => {
  const pattern = targetPattern({ e164: '+74951234567' as E164 })
  const began = performance.now()
  expect([...searchable(`${text}x 8 495 123-45-67`).matchAll(pattern)].map(([found]) => found)).toEqual(['8 495 123-45-67'])
  expect(performance.now() - began).toBeLessThan(2000)
})

import { expect, test } from 'vitest'
import { writeByMask } from './writeByMask.ts'

const number = { e164: '+78127654321' as never, national: '8 (812) 765-43-21', international: '+7 812 765-43-21' }

test.each([
  ['+{country} ({area}) {local:3-2-2}', '+7 (812) 765-43-21'],
  ['8 {area} {local}', '8 812 7654321'],
  ['{local:2.2}', '76.54321'],
  ['{national} / {international} / {e164}', '8 (812) 765-43-21 / +7 812 765-43-21 / +78127654321'],
  ['{unknown} {area}', '{unknown} 812'],
])('%s', (mask, expected) => {
  expect(writeByMask(number, mask)).toBe(expected)
})

import { expect, test } from 'vitest'
import { explainAccuracy } from './explainAccuracy.ts'

const measured = { count: 40, named: 30, claimed: 0.981, precision: 1, low: 0.886, high: 1 }

test('what was measured is told with its interval, and as the upper bound that it is', () => {
  expect(explainAccuracy(measured, 'en')).toBe(
    'Of 40 calls just after a tap on the number 30 would have been named without that tap: 100.0 % of them right (88.6 % to 100.0 %), 98.1 % claimed. This is an upper bound: whoever kept the number and calls later does not tap, and no such call is among these. Of all calls fewer are right.',
  )
  expect(explainAccuracy(measured, 'ru')).toMatch(/верно 100,0 % \(от 88,6 % до 100,0 %\).*верхняя граница/)
})

test.each(['en', 'ru'] as const)('no claim is made of nothing: %s', (language) => {
  for (const count of [0, 3]) expect(explainAccuracy({ ...measured, count, named: 0 }, language)).not.toContain('%')
})

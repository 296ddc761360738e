import { expect, test } from 'vitest'
import { describeFault, isUnreachable } from './describeFault.ts'

test('a fault is described by its root, without the message', () => {
  const root = Object.assign(new RangeError('caller +79161112233 is too long'), { code: '22001' })
  const described = describeFault(new Error('Failed query: select $1 params: +79161112233', { cause: root }))
  expect(described.fault).toBe('RangeError 22001')
  expect(described.at.length).toBeGreaterThan(0)
  expect(JSON.stringify(described)).not.toContain('+7916')
})

test.each([
  [new Error('Failed query', { cause: new TypeError('fetch failed') }), true],
  [new Error('Error connecting to database: fetch failed'), true],
  [Object.assign(new Error('duplicate key'), { code: '23505' }), false],
  ['text', false],
])('%s is unreachable: %s', (error, expected) => {
  expect(isUnreachable(error)).toBe(expected)
})

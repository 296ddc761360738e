import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LeasedNumber } from '../../edge/contract.ts'
import { pour } from './pour.ts'

const spb: LeasedNumber = { e164: '+78127654321' as never, national: '8 (812) 765-43-21', international: '+7 812 765-43-21' }
const texas: LeasedNumber = { e164: '+15125550199' as never, national: '(512) 555-0199', international: '+1 512 555 0199' }

describe('a number is poured into the pattern of the page', () => {
  test.each([
    ['8 (495) 123-45-67', '8 (812) 765-43-21'],
    ['+7 495 123 45 67', '+7 812 765 43 21'],
    ['495.123.45.67', '812.765.43.21'],
    ['74951234567', '78127654321'],
    ['8 495 12\u00ad3-45-67', '8 812 76\u00ad5-43-21'],
    ['８（４９５）１２３－４５－６７', '８（８１２）７６５－４３－２１'],
    ['٨ ٤٩٥ ١٢٣ ٤٥ ٦٧', '٨ ٨١٢ ٧٦٥ ٤٣ ٢١'],
  ])('%s', (text, expected) => {
    expect(pour(text, '+74951234567', spb)).toBe(expected)
  })
})

describe('a number that does not fit takes its usual form', () => {
  test.each([
    ['8 (495) 123-45-67', '(512) 555-0199'],
    ['+7 (495) 123-45-67', '+1 512 555 0199'],
  ])('%s in another country', (text, expected) => {
    expect(pour(text, '+74951234567', texas)).toBe(expected)
  })

  test('of another length', () => {
    expect(
      pour('030 123456', '+4930123456', { e164: '+49891234567' as never, national: '089 1234567', international: '+49 89 1234567' }),
    ).toBe('089 1234567')
  })

  test('in the place of words', () => {
    expect(pour('1-800-FLOWERS', '+18003569377', texas)).toBe('(512) 555-0199')
  })
})

test('everything but the digits stays, whatever the pattern', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', ' ', '-', '(', ')', '.', '\u00a0', '\u2011'), { minLength: 11, maxLength: 11 }), (gaps) => {
      const write = (number: string) => [...number].map((digit, i) => gaps[i]! + digit).join('')
      expect(pour(write('84951234567'), '+74951234567', spb)).toBe(write('88127654321'))
    }),
    { numRuns: 200 },
  )
})

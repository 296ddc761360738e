import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withPlainDigits } from './digits.ts'
import { readTarget } from './target.ts'

const found = (text: string, target: Parameters<typeof readTarget>[0] = '+74951234567') =>
  [...withPlainDigits(text).matchAll(readTarget(target)._pattern)].map(({ 0: match, index }) => text.slice(index, index + match.length))

describe('a target is found in any notation', () => {
  test.each([
    ['8 (495) 123-45-67', '8 (495) 123-45-67'],
    ['+7 495 123 45 67', '+7 495 123 45 67'],
    ['+7(495)1234567', '+7(495)1234567'],
    ['74951234567', '74951234567'],
    ['4951234567', '4951234567'],
    ['(495) 123-45-67', '(495) 123-45-67'],
    ['495.123.45.67', '495.123.45.67'],
    ['8-495-123-45-67', '8-495-123-45-67'],
    ['8\u00a0(495)\u2009123\u201145\u201167', '8\u00a0(495)\u2009123\u201145\u201167'],
    ['8 495 12\u00ad3-45-67', '8 495 12\u00ad3-45-67'],
    ['８（４９５）１２３－４５－６７', '８（４９５）１２３－４５－６７'],
    ['٨ ٤٩٥ ١٢٣ ٤٥ ٦٧', '٨ ٤٩٥ ١٢٣ ٤٥ ٦٧'],
    ['+۷ ۴۹۵ ۱۲۳۴۵۶۷', '+۷ ۴۹۵ ۱۲۳۴۵۶۷'],
    ['Тел.8(495)123-45-67,доб. 2', '8(495)123-45-67'],
    ['24/7 8 495 123-45-67', '8 495 123-45-67'],
    ['Москва, 127000, 8 495 123-45-67', '8 495 123-45-67'],
    ['tel:+7%20(495)%20123-45-67', '+7%20(495)%20123-45-67'],
    ['8\n   495\t123\n45 67', '8\n   495\t123\n45 67'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test('several times in a text', () => {
    expect(found('8 495 123-45-67, +7 (495) 123-45-67')).toEqual(['8 495 123-45-67', '+7 (495) 123-45-67'])
  })

  test.each([
    ['+12125550100', '(212) 555-0100'],
    ['+12125550100', '+1 212.555.0100'],
    ['+12125550100', '1-212-555-0100'],
    ['+442079460000', '+44 (0)20 7946 0000'],
    ['+442079460000', '020 7946 0000'],
    ['+375291234567', '8 (029) 123-45-67'],
    ['+375291234567', '+375 29 123-45-67'],
    ['+390612345678', '06 1234 5678'],
    ['+4930123456', '030/123456'],
  ])('%s as %s', (target, text) => {
    expect(found(text, target)).toEqual([text])
  })
})

describe('a target in words', () => {
  const flowers = (text: string) => ({ e164: '+18003569377' as never, slot: 's', text })
  test.each(['1-800-FLOWERS', '1 (800) flowers', '1.800.Flowers', '1-800-356-9377'])('is found as %s', (text) => {
    expect(found(`Call ${text}!`, flowers('1-800-FLOWERS'))).toEqual([text])
  })

  test('is found several times in a text', () => {
    expect(found('Call 1-800-FLOWERS or 1 (800) flowers!', flowers('1-800-FLOWERS'))).toEqual(['1-800-FLOWERS', '1 (800) flowers'])
  })

  test('begins and ends with a letter or digit, however it is given', () => {
    expect(found('Call 1-800-FLOWERS now', flowers(' (1-800) FLOWERS! '))).toEqual(['1-800-FLOWERS'])
  })

  test('without a letter or digit is none', () => {
    expect(found('Call - 8003569377', flowers('-'))).toEqual(['8003569377'])
  })
})

describe('a target is not found', () => {
  test.each([
    ['inside a longer number', '1284951234567890'],
    ['before more digits', '84951234567-1'],
    ['after joined digits', '12-495-123-45-67'],
    ['in another country', '+49 495 123-45-67'],
    ['in a parameter', '?id=4951234567'],
    ['in an article number', 'A4951234567'],
    ['after a number sign', '№4951234567'],
    ['with a letter between', '495 123x45 67'],
    ['one digit off', '8 495 123-45-68'],
    ['in a card number', '4951 2345 6700 0000'],
  ])('%s', (_why, text) => {
    expect(found(text)).toEqual([])
  })
})

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''))
const gap = fc.constantFrom('', ' ', '-', '.', ') ', ' (', '\u00a0', '\u2011', '\u2009')

test('whatever stands between the digits, it is found, and only it', () => {
  fc.assert(
    fc.property(
      digits(10, 10),
      fc.array(gap, { minLength: 9, maxLength: 9 }),
      fc.constantFrom('', '8 ', '+7 ', '7'),
      (number, gaps, prefix) => {
        const national = `4${number.slice(1)}`
        const written = prefix + [...national].map((digit, i) => digit + (gaps[i] ?? '')).join('')
        expect(found(`Звоните: ${written}!`, `+7${national}`)).toEqual([written])
      },
    ),
    { numRuns: 200 },
  )
})

test('never inside a longer string of digits', () => {
  fc.assert(
    fc.property(digits(0, 6), digits(0, 6), (before, after) => {
      fc.pre(before.length + after.length > 0 && !/^[78]?$/.test(before + (after && 'x')))
      fc.pre(after.length > 0 || !['7', '8', '0', '80', '70'].includes(before))
      expect(found(`${before}4951234567${after}`)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('the time is linear in the text', () => {
  const text = `${'1 2-3 (4) 5 6 '.repeat(20_000)} 8 495 123-45-67`
  const begin = performance.now()
  expect(found(text)).toEqual(['8 495 123-45-67'])
  expect(performance.now() - begin).toBeLessThan(1500)
})

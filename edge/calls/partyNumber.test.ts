import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partyNumber } from './partyNumber.ts'

describe('a number as an exchange writes it', () => {
  it.each([
    ['+74951234567', undefined, '+74951234567'],
    ['74951234567', undefined, '+74951234567'],
    ['0074951234567', undefined, '+74951234567'],
    ['+7 (495) 123-45-67', undefined, '+74951234567'],
    ['84951234567', 'RU', '+74951234567'],
    ['4951234567', 'RU', '+74951234567'],
    ['8 (495) 123\u201145\u201167', 'RU', '+74951234567'],
    ['79161234567', 'RU', '+79161234567'],
    ['12125550100', 'RU', '+12125550100'],
    ['2125550100', 'US', '+12125550100'],
    ['020 7123 4567', 'GB', '+442071234567'],
    ['sip:+74951234567@sip.example.com;user=phone', undefined, '+74951234567'],
    ['"Иван" <sip:74951234567@10.0.0.1>', undefined, '+74951234567'],
    ['tel:+12125550100', undefined, '+12125550100'],
  ])('%j in %s is %s', (text, country, expected) => {
    expect(partyNumber(text, country)).toBe(expected)
  })

  it.each(['', 'anonymous', 'Unknown', 'restricted', '101', 'sip:ivanov@domain.mangosip.ru', '+0123456789', '+1', 'a+74951234567'])(
    '%j is no number',
    (text) => {
      expect(partyNumber(text, 'RU')).toBeNull()
    },
  )

  it('is E.164 or nothing, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()@:;<>-]{0,25}$/)),
        fc.constantFrom(undefined, 'RU', 'US', 'XX'),
        (text, country) => {
          const number = partyNumber(text, country)
          if (number !== null) expect(number).toMatch(/^\+[1-9]\d{6,14}$/)
        },
      ),
    )
  })
})

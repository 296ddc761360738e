import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../brands.ts'
import { formatNumber } from './formatNumber.ts'

const CASES = [
  ['+74951234567', '8 (495) 123-45-67', '+7 495 123-45-67'],
  ['+78005553535', '8 (800) 555-35-35', '+7 800 555-35-35'],
  ['+12125550100', '(212) 555-0100', '+1 212-555-0100'],
  ['+442071234567', '020 7123 4567', '+44 20 7123 4567'],
  ['+77272345678', '8 (7272) 34 56 78', '+7 7272 34 56 78'],
  ['+9991234567', '+9991234567', '+9991234567'],
] as [E164, string, string][]

describe('formatNumber', () => {
  it.each(CASES)('writes %s as %s and %s', (e164, national, international) => {
    expect(formatNumber(e164)).toEqual({ e164, national, international })
  })

  it('writes texts that libphonenumber reads back as the same number', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
    const russian = fc
      .tuple(fc.constantFrom('495', '812', '343', '800', '916'), digits(7))
      .map((parts) => [`+7${parts.join('')}`, 'RU'] as const)
    const american = fc.tuple(fc.constantFrom('212', '415', '800', '416'), digits(7)).map((parts) => [`+1${parts.join('')}`, 'US'] as const)
    fc.assert(
      fc.property(fc.oneof(russian, american), ([e164, country]) => {
        const { national, international } = formatNumber(e164 as E164)
        expect(parsePhoneNumberFromString(national, country)?.number).toBe(e164)
        expect(parsePhoneNumberFromString(international)?.number).toBe(e164)
      }),
    )
  })
})

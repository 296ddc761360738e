import { getCountryCallingCode, type CountryCode } from 'libphonenumber-js/min'
import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../brands.ts'
import { nanpRegionOf } from './nanpAreaCodes.ts'
import { regionOfNumber } from './regionOfNumber.ts'
import { ruRegionOf } from './ruAreaCodes.ts'

const CASES = [
  ['+74951234567', 'RU-MOW'],
  ['+74991234567', 'RU-MOW'],
  ['+74981234567', 'RU-MOS'],
  ['+74961234567', 'RU-MOS'],
  ['+78121234567', 'RU-SPE'],
  ['+78131234567', 'RU-LEN'],
  ['+73431234567', 'RU-SVE'],
  ['+78181234567', 'RU-ARK'],
  ['+78185312345', 'RU-NEN'],
  ['+73651234567', 'UA-43'],
  ['+78001234567', 'RU-TOLLFREE'],
  ['+78041234567', 'RU-TOLLFREE'],
  ['+79161234567', 'RU'],
  ['+77272345678', 'KZ'],
  ['+12125550100', 'US-NY'],
  ['+15125550100', 'US-TX'],
  ['+14165550100', 'CA-ON'],
  ['+19025550100', 'CA'],
  ['+18005550100', 'US-TOLLFREE'],
  ['+18765550100', 'JM'],
  ['+442071234567', 'GB'],
  ['+448081570192', 'GB-TOLLFREE'],
  ['+498001234567', 'DE-TOLLFREE'],
  ['+4930123456', 'DE'],
  ['+375171234567', 'BY'],
  ['+380441234567', 'UA'],
  ['+33123456789', 'FR'],
  ['+33800123456', 'FR-TOLLFREE'],
  ['+390612345678', 'IT'],
  ['+48221234567', 'PL'],
  ['+902121234567', 'TR'],
  ['+870773111632', null],
] as [E164, string | null][]

const threeDigits = Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, '0'))

describe('regionOfNumber', () => {
  it.each(CASES)('takes %s for a number of %s', (e164, region) => {
    expect(regionOfNumber(e164)).toBe(region)
  })

  it('names no state or province for an area code that libphonenumber knows in another country', () => {
    for (const code of threeDigits) {
      const region = nanpRegionOf(`${code}5550100`)
      const country = parsePhoneNumberFromString(`+1${code}2345678`)?.country
      if (region && country && !region.endsWith('TOLLFREE')) expect(`${code} ${country}`).toBe(`${code} ${region.slice(0, 2)}`)
    }
  })

  it('knows the state or province of every area code in use, but for those that provinces share and one announced', () => {
    const unknown = threeDigits.filter((code) => {
      const parsed = parsePhoneNumberFromString(`+1${code}2345678`)
      return (
        parsed?.isValid() &&
        ['US', 'CA'].includes(parsed.country!) &&
        parsed.getType()?.startsWith('FIXED') &&
        !nanpRegionOf(`${code}5550100`)
      )
    })
    expect(unknown).toEqual(['273', '782', '867', '902'])
  })

  it('knows a subject for every geographic code of Russia but those beyond its ISO 3166-2 subjects', () => {
    const unknown = threeDigits.filter((code) => {
      const parsed = parsePhoneNumberFromString(`+7${code}2345678`)
      return parsed?.country === 'RU' && parsed.getType() === 'FIXED_LINE' && !ruRegionOf(`${code}2345678`)
    })
    expect(unknown).toEqual(['336', '840', '856', '857', '860'])
  })

  it.each(['BY', 'DE', 'ES', 'FR', 'GB', 'IT', 'KZ', 'PL', 'RU', 'TR', 'UA'] as CountryCode[])(
    'agrees with libphonenumber on what is toll-free in %s',
    (country) => {
      for (const code of threeDigits) {
        for (const rest of ['23456', '123456', '1234567', '12345678']) {
          const e164 = `+${getCountryCallingCode(country)}${code}${rest}` as E164
          const parsed = parsePhoneNumberFromString(e164)
          if (!isValidPhoneNumber(e164) || parsed?.country !== country || parsed.getType() !== 'TOLL_FREE') continue
          expect(`${e164} ${regionOfNumber(e164)}`).toBe(`${e164} ${country}-TOLLFREE`)
        }
      }
    },
  )
})

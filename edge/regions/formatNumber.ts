import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { E164 } from '../brands.ts'
import type { LeasedNumber } from '../contract.ts'

const RUSSIA = /^\+7([3489]\d\d)(\d{3})(\d\d)(\d\d)$/
const NANP = /^\+1(\d{3})(\d{3})(\d{4})$/

/**
 * A number as people of its country write it. On the way of every lease, hence Russia and North America by hand
 * (under a microsecond) and libphonenumber for the rest (some ten).
 */
export function formatNumber(e164: E164): LeasedNumber {
  const ru = RUSSIA.exec(e164)
  if (ru) {
    const local = `${ru[2]}-${ru[3]}-${ru[4]}`
    return { e164, national: `8 (${ru[1]}) ${local}`, international: `+7 ${ru[1]} ${local}` }
  }
  const nanp = NANP.exec(e164)
  if (nanp) {
    const local = `${nanp[2]}-${nanp[3]}`
    return { e164, national: `(${nanp[1]}) ${local}`, international: `+1 ${nanp[1]}-${local}` }
  }
  const parsed = parsePhoneNumberFromString(e164)
  return { e164, national: parsed?.formatNational() ?? e164, international: parsed?.formatInternational() ?? e164 }
}

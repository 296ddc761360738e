import type { LeasedNumber } from '../../edge/contract.ts'
import { DIGITS } from './digits.ts'

/**
 * Pours a number into the pattern of `text`, digit by digit and in its script; in its usual form if it does not fit (another country or
 * length, a target in words). The country code is what stands before the first space of the international form.
 */
export const pour = (text: string, target: string, number: LeasedNumber): string => {
  const country = number.international.split(' ')[0]!
  const digits = number.e164.slice(country.length)
  // One part more than digits.
  let at = digits.length - text.split(DIGITS).length
  return at >= 0 || !target.startsWith(country) || target.length !== number.e164.length
    ? text[0] === '+'
      ? number.international
      : number.national
    : text.replace(DIGITS, (digit) => (++at < 0 ? digit : String.fromCharCode((digit.charCodeAt(0) & ~15) | +digits[at]!)))
}

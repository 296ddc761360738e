import type { LeasedNumber } from '../../edge/contract.ts'
import { digitLike } from './digits.ts'
import type { Found } from './findNumbers.ts'
import { splitCountry } from './splitCountry.ts'

/**
 * Pours a number into the page's own pattern: one character for each character of `text` from `found._start` on.
 * Nothing if it does not fit: another country, another length, a target in words.
 */
export function pour(text: string, found: Found, number: LeasedNumber): string[] | undefined {
  const [country, national] = splitCountry(number.e164)
  if (country !== found._target._country || national.length !== found._at.length) return undefined
  const poured = text.slice(found._start, found._end).split('')
  found._at.forEach((at, i) => (poured[at - found._start] = digitLike(text, at, national[i]!)))
  return poured
}

import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { E164 } from '../brands.ts'

/**
 * A number as exchanges write it: `+74951234567`, `74951234567`, `8 (495) 123-45-67` where the country is known,
 * `sip:+74951234567@host`. Null: hidden, an extension, or no number at all.
 */
export function partyNumber(text: string, country?: string): E164 | null {
  const bare = text
    .trim()
    .replace(/^"[^"]*"\s*/, '')
    .replace(/^<?(?:sips?|tel):/i, '')
    .replace(/[@;>].*$/, '')
  const digits = bare.replaceAll(/\D/g, '')
  if (/[^\d\s()+./\u2010-\u2015-]/.test(bare) || digits.length < 5) return null
  if (bare.startsWith('+')) return asE164(digits)
  if (digits.startsWith('00')) return asE164(digits.slice(2))
  // National first: 8 495 1234567 of Russia would else be read as a mobile of Vietnam (+84).
  const national = country && isSupportedCountry(country) ? parsePhoneNumberFromString(digits, country as CountryCode) : undefined
  if (national?.isValid()) return national.number as string as E164
  const international = parsePhoneNumberFromString(`+${digits}`)
  return international?.isPossible() ? asE164(digits) : null
}

function asE164(digits: string): E164 | null {
  return /^[1-9]\d{6,14}$/.test(digits) ? (`+${digits}` as E164) : null
}

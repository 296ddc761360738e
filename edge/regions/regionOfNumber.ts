import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { E164, RegionCode } from '../brands.ts'
import { nanpRegionOf } from './nanpAreaCodes.ts'
import { tollFreeOf } from './regionCode.ts'
import { ruRegionOf } from './ruAreaCodes.ts'

/** First digits of national toll-free numbers where they are numbers of their own; `/min` metadata does not tell. */
const TOLL_FREE: Record<string, RegExp> = {
  BY: /^8(0[013]|20)/,
  DE: /^800/,
  ES: /^[89]00/,
  FR: /^80[0-5]/,
  GB: /^80[08]/,
  IT: /^80[03]/,
  KZ: /^800/,
  PL: /^800/,
  TR: /^8(00|11)/,
  UA: /^800/,
}

/**
 * The region that a number's own digits suggest: subject of Russia, US state or Canadian province by area code, toll-free,
 * else the country; null if it is of no country (satellite, international networks).
 */
export function regionOfNumber(e164: E164): RegionCode | null {
  const national = e164.slice(2)
  if (/^\+7[3489]/.test(e164)) {
    return /^80[04]/.test(national) ? tollFreeOf('RU' as RegionCode) : (ruRegionOf(national) ?? ('RU' as RegionCode))
  }
  const nanp = e164.startsWith('+1') ? nanpRegionOf(national) : null
  if (nanp) return nanp
  const parsed = parsePhoneNumberFromString(e164)
  const country = parsed?.country ?? parsed?.getPossibleCountries()[0]
  if (!parsed || !country) return null
  return TOLL_FREE[country]?.test(parsed.nationalNumber) ? tollFreeOf(country as RegionCode) : (country as RegionCode)
}

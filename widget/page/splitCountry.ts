/** One- and two-digit country codes of ITU-T E.164; all others have three digits. */
const COUNTRY = /^\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/** `+74951234567` → `['7', '4951234567']` */
export function splitCountry(e164: string): [country: string, national: string] {
  const country = COUNTRY.exec(e164)?.[1] || ''
  return [country, e164.slice(1 + country.length)]
}

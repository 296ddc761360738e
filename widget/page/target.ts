import type { E164 } from '../../edge/brands.ts'
import type { NumberFormat, PublicTarget } from '../../edge/contract.ts'

/** A target, prepared for finding. */
export interface Target {
  e164: E164
  slot: string
  format: NumberFormat | undefined
  /** For texts with plain digits. */
  _pattern: RegExp
}

/**
 * What people put between digits: white space and punctuation of any kind (no-break and thin spaces, soft hyphens, dashes, bidi marks,
 * full-width forms); in links `%20`. Ranges, because V8 takes tens of milliseconds to compile `\p{L}` a dozen times.
 */
export const GAP = '(?:[\\s!-/:-@[-`{-¿\u2000-\u2212！-／]|%2\\w)*'
/** Country codes of ITU-T E.164, at the beginning of the digits. */
export const COUNTRY = /[17]|(2[1-69]|3[578]|42|5[09]|6[789]|8[0578]|9[679])\d|../

const spell = (digits: string): string => digits.split('').join(GAP)

/**
 * Takes `+7 495 123-45-67` as well as a target of the settings.
 *
 * The pattern takes any notation: with `+` and country code, `+44 (0)20`, with a trunk prefix, with none; never inside a longer string of
 * digits, nor after another country's code.
 */
export const readTarget = (given: PublicTarget | string): Target => {
  const { slot, e164: written = given as string, format, text } = given as PublicTarget
  const digits = written.replace(/\D/g, '')
  const e164 = `+${digits}` as E164
  const country = COUNTRY.exec(digits)![0]
  const words = text?.match(/[\p{L}\p{N}]+/gu)?.join(GAP)
  return {
    e164,
    slot: slot || e164,
    format,
    _pattern: new RegExp(
      `(?<![\\w=#№]|\\d[-./]?|\\+\\d{1,3}${GAP})(?:\\+?(?:\\((?=\\d+\\)))?(?:(?:${spell(country)}|8)${GAP})?(?:0${GAP})?${spell(digits.slice(country.length))}${
        words ? `|${words}` : ''
      })(?![-./]?\\d)`,
      'gi',
    ),
  }
}

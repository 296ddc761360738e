import type { E164 } from '../../edge/brands.ts'
import type { NumberFormat, PublicTarget } from '../../edge/contract.ts'
import { SEPARATORS } from './digits.ts'
import { splitCountry } from './splitCountry.ts'

/** A target, prepared for finding. */
export interface Target {
  e164: E164
  slot: string
  format: NumberFormat | undefined
  _country: string
  _national: string
  /** What may stand before the national digits, longest first. */
  _prefixes: string[]
  /** The target as written where digits do not tell. */
  _words: RegExp | undefined
}

const gaps = new RegExp(`[${SEPARATORS}]+`)

/** Takes `+7 495 123-45-67` as well as a target of the settings. */
export function readTarget(given: Partial<PublicTarget> | string): Target {
  const { e164: written, slot, text, format }: Partial<PublicTarget> = typeof given === 'string' ? { e164: given as E164 } : given
  const e164 = `+${(written || '').replace(/\D/g, '')}` as E164
  const [country, national] = splitCountry(e164)
  return {
    e164,
    slot: slot || e164,
    format,
    _country: country,
    _national: national,
    // Dialled from Russia, from Europe, from America; `+44 (0)20`; the plain country code; the trunk prefix; none.
    _prefixes: [`810${country}`, `00${country}`, `011${country}`, `${country}0`, country, country === '7' ? '8' : '0', ''],
    _words:
      text && !/^[\d\s()+-]+$/.test(text)
        ? new RegExp(
            text
              .split(gaps)
              .map((part) => part.replace(/\W/g, '\\$&'))
              .join(`[${SEPARATORS}]*`),
            'gi',
          )
        : undefined,
  }
}

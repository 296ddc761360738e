import type { PublicTarget } from '../contract.ts'

/** The widget's own rules (widget/page/target.ts), which cannot be imported here: it builds upon the edge. A test holds the two together. */
const GAP_CHARACTER = '[\\s!-/:-@[-`{-¿\u2000-\u2212！-／]'
export const GAP = `(?:${GAP_CHARACTER}|%2\\w)*`
const COUNTRY = /[17]|(2[1-69]|3[578]|42|5[09]|6[789]|8[0578]|9[679])\d|../
/** Longer gaps stand in no number, and cost the pattern the square of their length. */
const LONG_GAP = new RegExp(`(${GAP_CHARACTER}{16})${GAP_CHARACTER}+`, 'g')

const spell = (digits: string): string => digits.split('').join(GAP)

/** How the widget finds a target in a text of plain digits, in any notation. */
export function targetPattern({ e164, text }: Pick<PublicTarget, 'e164' | 'text'>): RegExp {
  const digits = e164.slice(1)
  const country = COUNTRY.exec(digits)![0]
  const words = text?.match(/[\p{L}\p{N}]+/gu)?.join(GAP)
  return new RegExp(
    `(?<![\\w=#№]|\\d[-./]?|\\+\\d{1,3}${GAP})(?:\\+?(?:\\((?=\\d+\\)))?(?:(?:${spell(country)}|8)${GAP})?(?:0${GAP})?${spell(digits.slice(country.length))}${
      words ? `|${words}` : ''
    })(?![-./]?\\d)`,
    'gi',
  )
}

/** ASCII digits in place of others, and no gap so long that a page could be made to keep us busy. */
export function searchable(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => `${digit.charCodeAt(0) & 15}`).replace(LONG_GAP, '$1')
}

/** ASCII, Arabic-Indic, Persian and full-width digits: each block starts at a multiple of 16, so the value is in the low four bits. */
export const DIGITS = /[\d٠-٩۰-۹０-９]/g
/** Quicker, and may be wrong by a Persian letter: every text on the page is asked. */
export const MAYBE_DIGITS = /[\d٠-۹０-９]/
const MAYBE_FOREIGN = /[٠-۹０-９]/

/** A text of the same length with ASCII digits. */
export const withPlainDigits = (text: string): string =>
  MAYBE_FOREIGN.test(text) ? text.replace(DIGITS, ((digit: string) => digit.charCodeAt(0) & 15) as never) : text

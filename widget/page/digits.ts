/** ASCII, Arabic-Indic, Persian and full-width digits: each block starts at a multiple of 16, so the value is in the low four bits. */
export const DIGITS = /[\d٠-٩۰-۹０-９]/g

/** A text of the same length with ASCII digits. */
export const withPlainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９]/g, ((digit: string) => digit.charCodeAt(0) & 15) as never)

/** ASCII, Arabic-Indic, Persian and full-width digits. Each block starts at a multiple of 16, so the value is the low four bits. */
export const DIGITS = '0-9٠-٩۰-۹０-９'
/**
 * What people put between digits: white space of any kind (no-break and thin spaces are in `\s`), soft hyphens, zero-width characters,
 * brackets, dots, slashes, hyphens and dashes (U+2011 no-break hyphen among them), their full-width forms.
 */
export const SEPARATORS = '\\s\\u00ad\\u200b-\\u200f\\u2060()[\\]./~·•_\\u2010-\\u2015\\u2212（）．－-'

export const digitAt = (text: string, index: number): number => text.charCodeAt(index) & 15

/** The same digit position in the script that the page wrote. */
export const digitLike = (text: string, index: number, digit: string): string =>
  String.fromCharCode((text.charCodeAt(index) & ~15) | +digit)

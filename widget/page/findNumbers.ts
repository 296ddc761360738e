import { DIGITS, digitAt, SEPARATORS } from './digits.ts'
import type { Target } from './target.ts'

/** A target's number in a text. */
export interface Found {
  _target: Target
  /** Where it starts, a leading `+` included, and ends. */
  _start: number
  _end: number
  /** Positions of the digits without country code or trunk prefix; none for a number written in words. */
  _at: number[]
  /** Written with its country code. */
  _international: boolean
}

/** Digits and separators are disjoint, so this is linear in the text. */
const CANDIDATE = new RegExp(`[${DIGITS}](?:[${SEPARATORS}]*[${DIGITS}]){6,}`, 'g')
const DIGIT = new RegExp(`[${DIGITS}]`)
/** The number goes on to the left: a digit, letter, `-`-joined digits, or the country code of another country. */
const LEFT = new RegExp(`[\\w=#№${DIGITS}]$|[${DIGITS}][-./‐-―]$|[+＋][${DIGITS}]{1,3}[${SEPARATORS}]*$`)
const RIGHT = new RegExp(`^[-./‐-―]?[${DIGITS}]`)

/** Every target in the text in any notation, never inside a longer string of digits; in order of place, without overlaps. */
export function findNumbers(text: string, targets: Target[]): Found[] {
  const found: Found[] = []
  const stands = (start: number, end: number) =>
    !LEFT.test(text.slice(Math.max(0, start - 9), start)) && !RIGHT.test(text.slice(end, end + 2))

  for (const target of targets) {
    for (const { index, 0: words } of (target._words && text.matchAll(target._words)) || []) {
      const end = index + words.length
      if (stands(index, end)) found.push({ _target: target, _start: index, _end: end, _at: [], _international: false })
    }
  }
  for (const { index, 0: candidate } of text.matchAll(CANDIDATE)) {
    const at: number[] = []
    let digits = ''
    for (let i = index; i < index + candidate.length; i++) {
      // A separator's low bits may look like a digit's, so the class decides.
      if (DIGIT.test(text[i]!)) {
        at.push(i)
        digits += digitAt(text, i)
      }
    }
    for (const target of targets) {
      const { _national: national } = target
      for (let i = -1; national && (i = digits.indexOf(national, i + 1)) >= 0; ) {
        const end = at[i + national.length - 1]! + 1
        for (const prefix of target._prefixes) {
          let start = at[i - prefix.length]
          if (start !== undefined && digits.slice(0, i).endsWith(prefix) && stands(start, end)) {
            if (/[+＋]/.test(text[start - 1] || '')) start--
            found.push({
              _target: target,
              _start: start,
              _end: end,
              _at: at.slice(i, i + national.length),
              _international: text[start] === '+' || prefix.length > 1,
            })
            break
          }
        }
      }
    }
  }
  let last = 0
  return found
    .sort((a, b) => a._start - b._start)
    .filter((one) => one._start >= last && (last = one._end))
}

/**
 * An address as 32-bit words, most significant first: one for IPv4, four for IPv6. IPv4 within IPv6 (`::ffff:192.0.2.1`)
 * is IPv4. Null for anything else, zone ids and leading zeros of IPv4 included.
 */
export function parseAddress(text: string): Uint32Array | null {
  if (!text.includes(':')) {
    const v4 = parseIPv4(text)
    return v4 < 0 ? null : Uint32Array.of(v4)
  }
  const words = new Uint32Array(4)
  if (!parseIPv6(text, words)) return null
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff ? words.slice(3) : words
}

const DOT = 46
const COLON = 58

/** The 32 bits of a dotted IPv4 address, or -1. */
export function parseIPv4(text: string, from = 0): number {
  let address = 0
  let octet = -1
  let dots = 0
  for (let i = from; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === DOT) {
      if (octet < 0 || ++dots > 3) return -1
      address = address * 256 + octet
      octet = -1
    } else {
      const digit = char - 48
      if (digit < 0 || digit > 9 || octet === 0) return -1
      octet = octet < 0 ? digit : octet * 10 + digit
      if (octet > 255) return -1
    }
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : -1
}

/** Writes the four words of an IPv6 address into `words`; false if it is none, `words` then is of no use. */
export function parseIPv6(text: string, words: Uint32Array): boolean {
  words.fill(0)
  const length = text.length
  let group = 0 // which 16-bit group comes next
  let gap = -1 // the group before which `::` stands
  let i = 0
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false
    gap = 0
    i = 2
  }
  while (i < length) {
    let value = 0
    const start = i
    for (; i < length; i++) {
      const digit = hexDigit(text.charCodeAt(i))
      if (digit < 0) break
      value = value * 16 + digit
    }
    if (i < length && text.charCodeAt(i) === DOT) {
      const v4 = parseIPv4(text, start)
      if (v4 < 0 || group > 6) return false
      put(words, group++, v4 >>> 16)
      put(words, group++, v4 & 0xffff)
      i = length
      break
    }
    if (i === start || i - start > 4 || group > 7) return false
    put(words, group++, value)
    if (i === length) break
    if (text.charCodeAt(i) !== COLON) return false
    i++
    if (i < length && text.charCodeAt(i) === COLON) {
      if (gap >= 0) return false
      gap = group
      i++
    } else if (i === length) return false
  }
  if (gap < 0) return group === 8
  if (group > 7) return false
  for (let from = group - 1, to = 7; from >= gap; from--, to--) {
    put(words, to, get(words, from))
    put(words, from, 0)
  }
  return true
}

function hexDigit(char: number): number {
  if (char >= 48 && char <= 57) return char - 48
  const letter = char | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

function get(words: Uint32Array, group: number): number {
  return group & 1 ? words[group >> 1]! & 0xffff : words[group >> 1]! >>> 16
}

function put(words: Uint32Array, group: number, value: number): void {
  const at = group >> 1
  words[at] = group & 1 ? (words[at]! & 0xffff0000) | value : (words[at]! & 0xffff) | (value << 16)
}

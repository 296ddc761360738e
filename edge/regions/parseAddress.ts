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

/** Value of a hexadecimal digit by its character code, -1 for other characters. */
const HEX = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()))
/** Holds the groups of the address that is being read, only until `parseIPv6` returns: allocating them would cost more than reading them. */
const groups = new Uint16Array(9)

/**
 * Writes the first two words of an IPv6 address into `words` if they are written out, as in all addresses that visitors
 * have; else false. What follows them is not looked at, which saves half of the time.
 */
export function parseIPv6Start(text: string, words: Uint32Array): boolean {
  let i = 0
  for (let word = 0; word < 2; word++) {
    let value = 0
    for (let group = 0; group < 2; group++) {
      let part = 0
      const start = i
      for (; ; i++) {
        const char = text.charCodeAt(i)
        const digit = char < 128 ? HEX[char]! : -1
        if (digit < 0) {
          if (char !== COLON) return false
          break
        }
        part = (part << 4) | digit
      }
      if (i === start || i - start > 4) return false
      i++
      value = (value << 16) | part
    }
    words[word] = value
  }
  return true
}

/** Writes the four words of an IPv6 address into `words`; false if it is none, `words` then is of no use. */
export function parseIPv6(text: string, words: Uint32Array): boolean {
  const length = text.length
  let count = 0
  // The group before which `::` stands.
  let gap = -1
  let value = 0
  let digits = 0
  let i = 0
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false
    gap = 0
    i = 2
  }
  for (; i < length; i++) {
    const char = text.charCodeAt(i)
    const digit = char < 128 ? HEX[char]! : -1
    if (digit >= 0) {
      value = (value << 4) | digit
      if (++digits > 4) return false
    } else if (char === COLON) {
      if (digits > 0) {
        if (count > 7) return false
        groups[count++] = value
        value = digits = 0
      } else {
        if (gap >= 0) return false
        gap = count
      }
    } else {
      const v4 = char === DOT && digits > 0 ? parseIPv4(text, i - digits) : -1
      if (v4 < 0 || count > 6) return false
      groups[count++] = v4 >>> 16
      value = v4 & 0xffff
      digits = 4
      break
    }
  }
  if (digits > 0) groups[count++] = value
  else if (gap !== count) return false
  if (gap < 0 ? count !== 8 : count > 7) return false
  if (gap >= 0) {
    const zeros = 8 - count
    groups.copyWithin(gap + zeros, gap, count)
    groups.fill(0, gap, gap + zeros)
  }
  for (let word = 0; word < 4; word++) words[word] = (groups[word * 2]! << 16) | groups[word * 2 + 1]!
  return true
}

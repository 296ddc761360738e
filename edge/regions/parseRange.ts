import { parseAddress } from './parseAddress.ts'

/** Addresses that share their first `bits`; first and last in words. */
export interface AddressRange {
  family: 4 | 6
  bits: number
  first: Uint32Array
  last: Uint32Array
}

/** `203.0.113.0/24`, `2001:db8::/32`, or one address; null for anything else. Bits beyond the prefix are ignored. */
export function parseRange(text: string): AddressRange | null {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const words = parseAddress(address)
  if (!words) return null
  const whole = words.length * 32
  const bits = length === undefined ? whole : Number(length)
  if (bits > whole) return null
  const last = words.slice()
  for (let i = 0; i < words.length; i++) {
    const mask = hostMask(bits - i * 32)
    words[i] = (words[i]! & ~mask) >>> 0
    last[i] = (last[i]! | mask) >>> 0
  }
  return { family: words.length === 1 ? 4 : 6, bits, first: words, last }
}

/** The bits of one word that a prefix with so many bits of it leaves open. */
function hostMask(bits: number): number {
  if (bits <= 0) return 0xffffffff
  return bits >= 32 ? 0 : 2 ** (32 - bits) - 1
}

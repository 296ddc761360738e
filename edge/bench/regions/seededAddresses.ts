import { formatAddress } from '../../regions/formatAddress.ts'
import type { LocatedRange } from './agreement.ts'

/** Numbers of 32 bits in a fixed order (mulberry32). */
function randomWords(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

/** Addresses in text from all over the family: all of IPv4, 2000::/3 of IPv6. */
export function addressesAnywhere({ family, count, seed }: { family: 4 | 6; count: number; seed: number }): string[] {
  const next = randomWords(seed)
  const words = new Uint32Array(family === 4 ? 1 : 4)
  return Array.from({ length: count }, () => {
    for (let word = 0; word < words.length; word++) words[word] = next()
    if (family === 6) words[0] = 0x20000000 | (words[0]! >>> 3)
    return formatAddress(words)
  })
}

/** One address in each of so many ranges, drawn from those given. Where IPv6 has visitors; the rest of it is empty. */
export function addressesWithin({ ranges, count, seed }: { ranges: readonly LocatedRange[]; count: number; seed: number }): string[] {
  const next = randomWords(seed)
  return Array.from({ length: count }, () => {
    const { first, bits } = ranges[next() % ranges.length]!
    const words = first.slice()
    for (let i = 0; i < words.length; i++) {
      const open = 32 - Math.min(Math.max(bits - i * 32, 0), 32)
      if (open > 0) words[i] = (words[i]! | (open === 32 ? next() : next() % 2 ** open)) >>> 0
    }
    return formatAddress(words)
  })
}

import { formatAddress } from '../../regions/formatAddress.ts'

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

/**
 * Addresses in text. IPv4 all over; IPv6 half all over 2000::/3 and half within the /32 blocks that are in use, since
 * elsewhere there is nothing to find.
 */
export function seededAddresses({
  family,
  count,
  seed,
  blocks,
}: {
  family: 4 | 6
  count: number
  seed: number
  blocks: readonly number[]
}): string[] {
  const next = randomWords(seed)
  const words = new Uint32Array(family === 4 ? 1 : 4)
  return Array.from({ length: count }, (_, i) => {
    for (let word = 0; word < words.length; word++) words[word] = next()
    if (family === 6) words[0] = i % 2 && blocks.length > 0 ? blocks[words[0]! % blocks.length]! : 0x20000000 | (words[0]! >>> 3)
    return formatAddress(words)
  })
}

import type { PrefixEntries } from './encodeShard.ts'
import type { ShardEntries } from './shardEntries.ts'

/** Halves the address space until each part has at most so many entries (and, for IPv4, blocks); never below a /16 or a /64. */
export function splitPrefixes(entries: ShardEntries, { maxEntries }: { maxEntries: number }): PrefixEntries[] {
  const { family, blocks, lows } = entries
  const [highBits, lowBits] = family === 4 ? [16, 0] : [32, 32]
  const parts: PrefixEntries[] = []
  const before = (high: number, low: number, from: number, to: number) => {
    while (from < to) {
      const middle = (from + to) >>> 1
      if (blocks[middle]! < high || (blocks[middle] === high && lows[middle]! < low)) from = middle + 1
      else to = middle
    }
    return from
  }
  const split = (part: PrefixEntries) => {
    const { prefix, from, to } = part
    const { high, low, length } = prefix
    const size = to - from + (family === 4 ? 2 ** (16 - length) : 0)
    if (size <= maxEntries || length === highBits + lowBits) {
      parts.push(part)
      return
    }
    const [upHigh, upLow] =
      length < highBits ? [high + 2 ** (highBits - length - 1), low] : [high, low + 2 ** (highBits + lowBits - length - 1)]
    const middle = before(upHigh, upLow, from, to)
    split({ prefix: { high, low, length: length + 1 }, from, to: middle })
    split({ prefix: { high: upHigh, low: upLow, length: length + 1 }, from: middle, to })
  }
  split({ prefix: { high: 0, low: 0, length: 0 }, from: 0, to: entries.length })
  return parts
}

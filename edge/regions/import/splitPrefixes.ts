import type { RangeTable } from './rangeTable.ts'

/** Addresses that share their first `length` bits (at most 64), and the ranges that start among them: from `from`, before `to`. */
export interface Part {
  /** First two words of the first address; the second is 0 for IPv4. */
  prefix: [number, number]
  length: number
  from: number
  to: number
}

/** An IPv6 shard of a shorter prefix cannot tell /52 apart by its lows alone; that is left to the emptier ones. */
const FINE = 20
const FEW = 2000

/** Halves the address space until each part has at most so many ranges (and, for IPv4, blocks); never below a /16 or a /64. */
export function splitPrefixes({ family, length: count, starts }: RangeTable, { maxRanges }: { maxRanges: number }): Part[] {
  const words = family === 4 ? 1 : 4
  const deepest = family === 4 ? 16 : 64
  const parts: Part[] = []
  const firstAtOrAfter = ([high, low]: [number, number], from: number, to: number) => {
    while (from < to) {
      const middle = (from + to) >>> 1
      const at = middle * words
      const before = starts[at]! < high || (starts[at] === high && words > 1 && starts[at + 1]! < low)
      if (before) from = middle + 1
      else to = middle
    }
    return from
  }
  const split = (part: Part) => {
    const { prefix, length, from, to } = part
    const size = to - from + (family === 4 ? 2 ** (16 - length) : 0)
    if ((size <= maxRanges && (family === 4 || length >= FINE || size <= FEW)) || length === deepest) {
      parts.push(part)
      return
    }
    const [high, low] = prefix
    const upper: [number, number] = length < 32 ? [high + 2 ** (31 - length), low] : [high, low + 2 ** (63 - length)]
    const middle = firstAtOrAfter(upper, from, to)
    split({ prefix, length: length + 1, from, to: middle })
    split({ prefix: upper, length: length + 1, from: middle, to })
  }
  split({ prefix: [0, 0], length: 0, from: 0, to: count })
  return parts
}

/**
 * A partition of a whole address family: range i starts at `starts[i]` and ends where the next one starts. In columns,
 * since there are millions.
 */
export interface RangeTable {
  family: 4 | 6
  length: number
  /** One word a range for IPv4, four for IPv6, most significant first; the first start is 0. */
  starts: Uint32Array
  /** Number of the region in the set's list; 0 is unknown. */
  regions: Uint16Array
}

export interface RangeBuilder {
  /** Starts must grow. A range with the region of the one before it is merged with it. */
  add(start: ArrayLike<number>, region: number): void
  table(): RangeTable
}

export function createRangeBuilder(family: 4 | 6): RangeBuilder {
  const words = family === 4 ? 1 : 4
  let starts = new Uint32Array(1024 * words)
  let regions = new Uint16Array(1024)
  let length = 0
  const push = (start: ArrayLike<number>, region: number) => {
    if (length === regions.length) {
      const [oldStarts, oldRegions] = [starts, regions]
      starts = new Uint32Array(oldStarts.length * 2)
      starts.set(oldStarts)
      regions = new Uint16Array(oldRegions.length * 2)
      regions.set(oldRegions)
    }
    for (let i = 0; i < words; i++) starts[length * words + i] = start[i]!
    regions[length++] = region
  }
  push(new Uint32Array(words), 0)
  return {
    add(start, region) {
      // The unknown that every family begins with gives way to what is said of its first address.
      if (length === 1 && isZero(start)) regions[0] = region
      else if (regions[length - 1] !== region) push(start, region)
    },
    table: () => ({ family, length, starts: starts.subarray(0, length * words), regions: regions.subarray(0, length) }),
  }
}

function isZero(words: ArrayLike<number>): boolean {
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false
  return true
}

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function compareWords(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

import type { RegionCode } from '../../brands.ts'
import { formatAddress } from '../../regions/formatAddress.ts'
import { nextAddress } from '../../regions/nextAddress.ts'
import type { RegionTable } from '../../regions/regionTable.ts'
import type { Referee } from './referee.ts'

/** A table under test, and the countries that it was made of (all if null). */
export interface Tested {
  table: RegionTable
  countries: readonly string[] | null
}

export interface Agreement {
  asked: number
  agreed: number
  /** Addresses, the first few. */
  disagreed: string[]
}

/** Addresses of which something is known, in words. */
export interface LocatedRange {
  first: Uint32Array
  bits: number
}

export function createAgreement(): Agreement & { ask(tested: Tested, address: string, region: RegionCode | null): void } {
  return {
    asked: 0,
    agreed: 0,
    disagreed: [],
    ask({ table }, address, region) {
      this.asked++
      if (table.peek(address) === region) this.agreed++
      else if (this.disagreed.length < 10) this.disagreed.push(address)
    },
  }
}

/**
 * Every range as mmdb-lib itself tells them, from the first address of the family to the last: each border is asked at -1, 0
 * and +1. A table of few countries is asked at the borders of what it has. Gives every `every`th range that has a region.
 */
export function askBorders({
  tested,
  referee,
  agreement,
  family,
  every,
}: {
  tested: readonly Tested[]
  referee: Referee
  agreement: ReturnType<typeof createAgreement>
  family: 4 | 6
  every: number
}): LocatedRange[] {
  const located: LocatedRange[] = []
  const before = tested.map(() => null as RegionCode | null)
  let lastText = ''
  let count = 0
  let first: Uint32Array | null = new Uint32Array(family === 4 ? 1 : 4)
  while (first) {
    const text = formatAddress(first)
    const { place, bits } = referee.rangeOf(text)
    const last = lastOf(first, bits)
    const second = bits < first.length * 32 ? formatAddress(nextAddress(first)!) : ''
    for (let i = 0; i < tested.length; i++) {
      const region = referee.regionOfPlace(place, tested[i]!.countries)
      if (tested[i]!.countries === null || region !== before[i]) {
        if (lastText) agreement.ask(tested[i]!, lastText, before[i]!)
        agreement.ask(tested[i]!, text, region)
        if (second) agreement.ask(tested[i]!, second, region)
      }
      before[i] = region
    }
    if (place && count++ % every === 0) located.push({ first, bits })
    lastText = formatAddress(last)
    first = nextAddress(last)
  }
  return located
}

function lastOf(first: Uint32Array, bits: number): Uint32Array {
  const last = first.slice()
  for (let i = 0; i < last.length; i++) {
    const open = 32 - Math.min(Math.max(bits - i * 32, 0), 32)
    if (open > 0) last[i] = (last[i]! | (open === 32 ? 0xffffffff : 2 ** open - 1)) >>> 0
  }
  return last
}

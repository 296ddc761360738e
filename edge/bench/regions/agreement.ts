import { formatAddress } from '../../regions/formatAddress.ts'
import { nextAddress } from '../../regions/nextAddress.ts'
import type { RegionTable } from '../../regions/regionTable.ts'
import type { Referee } from './referee.ts'

export interface Agreement {
  asked: number
  agreed: number
  /** Addresses, the first few. */
  disagreed: string[]
}

interface Compare {
  table: RegionTable
  referee: Referee
  into: Agreement
}

export function compareAddresses({ table, referee, into, addresses }: Compare & { addresses: readonly string[] }): void {
  for (const address of addresses) note(into, address, table.peek(address) === referee.regionOf(address))
}

/**
 * Every range as mmdb-lib itself tells them, from the first address to the last of the family: its first address and the one
 * after, its last and the one before, so that each border is asked at -1, 0 and +1. Also gives the /32 blocks that are in use.
 */
export function compareBorders({ table, referee, into, family }: Compare & { family: 4 | 6 }): number[] {
  const blocks: number[] = []
  let first: Uint32Array | null = new Uint32Array(family === 4 ? 1 : 4)
  while (first) {
    const text = formatAddress(first)
    const { region, bits } = referee.rangeOf(text)
    const last = lastOf(first, bits)
    const inner = bits < first.length * 32 - 1 ? [beside(first, 1), beside(last, -1)] : []
    for (const address of [first, last, ...inner]) note(into, formatAddress(address), table.peek(formatAddress(address)) === region)
    if (family === 6 && region && blocks.at(-1) !== first[0]) blocks.push(first[0]!)
    first = nextAddress(last)
  }
  return blocks
}

function note(into: Agreement, address: string, agreed: boolean): void {
  into.asked++
  if (agreed) into.agreed++
  else if (into.disagreed.length < 10) into.disagreed.push(address)
}

function lastOf(first: Uint32Array, bits: number): Uint32Array {
  const last = first.slice()
  for (let i = 0; i < last.length; i++) {
    const open = 32 - Math.min(Math.max(bits - i * 32, 0), 32)
    if (open > 0) last[i] = (last[i]! | (open === 32 ? 0xffffffff : 2 ** open - 1)) >>> 0
  }
  return last
}

/** The address one further or one before; its range has more than two, so the last word does not wrap. */
function beside(address: Uint32Array, step: 1 | -1): Uint32Array {
  const next = address.slice()
  next[next.length - 1] = next.at(-1)! + step
  return next
}

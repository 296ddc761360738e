import type { RegionCode } from '../brands.ts'
import { parseAddress } from './parseAddress.ts'
import { type AddressRange, parseRange } from './parseRange.ts'

/** Addresses of which somebody knows better than the table. */
export interface Correction {
  /** `203.0.113.0/24`, `2001:db8::/32` or one address. */
  range: string
  region: RegionCode
}

type ParsedCorrection = AddressRange & { correction: Correction }

/** Settings are cached objects that live for many requests; their ranges are parsed once each. */
const parsedOnce = new WeakMap<readonly Correction[], ParsedCorrection[]>()

/** The correction that holds an address, the narrowest if several do. What is no range is passed over. */
export function findCorrection({
  corrections,
  address,
}: {
  corrections: readonly Correction[] | undefined
  address: string
}): Correction | null {
  if (!corrections?.length) return null
  let ranges = parsedOnce.get(corrections)
  if (!ranges) {
    ranges = corrections.flatMap((correction) => {
      const range = parseRange(correction.range)
      return range ? [{ ...range, correction }] : []
    })
    ranges.sort((a, b) => b.bits - a.bits)
    parsedOnce.set(corrections, ranges)
  }
  const words = parseAddress(address)
  return (words && ranges.find((range) => within(words, range))?.correction) || null
}

function within(words: Uint32Array, { first, last }: AddressRange): boolean {
  if (words.length !== first.length) return false
  for (let i = 0; i < words.length; i++) {
    // A range is a prefix: outside of it means outside in the first word that differs from both ends.
    if (words[i]! < first[i]! || words[i]! > last[i]!) return false
  }
  return true
}

import type { Correction } from '../findCorrection.ts'
import { parseRange } from '../parseRange.ts'

/** What one site's settings correct. */
export interface SiteCorrections {
  account: string
  corrections: readonly Correction[]
}

export interface FoldableCorrections {
  folded: Correction[]
  /** Stay what they are, an overlay of their site: other companies' tables must not change by them, or two sites disagree. */
  left: number
}

/** The corrections that become part of the table: those of a deployment with one company, where its sites agree. */
export function siteCorrections(sites: readonly SiteCorrections[]): FoldableCorrections {
  const all = sites.flatMap(({ corrections }) => corrections)
  if (new Set(sites.map(({ account }) => account)).size > 1) return { folded: [], left: all.length }
  const byRange = new Map<string, Set<string>>()
  for (const { range, region } of all) byRange.set(keyOf(range), (byRange.get(keyOf(range)) ?? new Set()).add(region))
  const folded = all.filter(({ range }) => byRange.get(keyOf(range))!.size === 1)
  return { folded, left: all.length - folded.length }
}

function keyOf(range: string): string {
  const parsed = parseRange(range)
  return parsed ? `${parsed.bits} ${parsed.first.join(' ')}` : range
}

import type { Mapping } from './regionOfPlace.ts'

/** What became of one place of the file. */
export interface PlaceCount {
  country: string
  /** Code or name of its region as in the file; empty if it has none. */
  name: string
  mapping: Mapping
  ranges: number
  addresses: number
}

interface FamilyCount {
  family: 4 | 6
  /** Ranges read, and left after neighbours of one region were merged. */
  read: number
  merged: number
  places: Iterable<PlaceCount>
}

interface Shares {
  /** Of the addresses that have a country in the table, 0 to 1. */
  region: number
  country: number
  unmapped: number
  /** Of the whole address space. */
  known: number
}

export interface FamilyReport {
  family: 4 | 6
  read: number
  merged: number
  shares: Shares
  /** Names of regions that are not known, the largest first. */
  unmapped: { country: string; name: string; share: number }[]
}

export interface ImportReport {
  add(count: FamilyCount): void
  families(): FamilyReport[]
  /** For people, a line each. */
  lines(): string[]
}

export function createImportReport(): ImportReport {
  const reports: FamilyReport[] = []
  return {
    add(count) {
      reports.push(familyReport(count))
    },
    families: () => reports,
    lines: () => reports.flatMap(linesOf),
  }
}

function familyReport({ family, read, merged, places }: FamilyCount): FamilyReport {
  const sums: Record<Mapping, number> = { region: 0, country: 0, unmapped: 0, none: 0 }
  const names = new Map<string, { country: string; name: string; addresses: number }>()
  for (const { mapping, addresses, country, name } of places) {
    sums[mapping] += addresses
    if (mapping !== 'unmapped') continue
    const known = names.get(`${country} ${name}`)
    if (known) known.addresses += addresses
    else names.set(`${country} ${name}`, { country, name, addresses })
  }
  const located = sums.region + sums.country + sums.unmapped
  const share = (addresses: number) => (located > 0 ? addresses / located : 0)
  return {
    family,
    read,
    merged,
    shares: {
      region: share(sums.region),
      country: share(sums.country),
      unmapped: share(sums.unmapped),
      known: located / 2 ** (family === 4 ? 32 : 128),
    },
    unmapped: [...names.values()]
      .sort((a, b) => b.addresses - a.addresses)
      .map(({ country, name, addresses }) => ({ country, name, share: share(addresses) })),
  }
}

function linesOf({ family, read, merged, shares, unmapped }: FamilyReport): string[] {
  const percent = (share: number) => `${(share * 100).toPrecision(3)} %`
  const rest = unmapped.length - 20
  return [
    `IPv${family}: ${read} ranges read, ${merged} after merging; ${percent(shares.known)} of the address space is located`,
    `  of that ${percent(shares.region)} by region, ${percent(shares.country)} by country only, ${percent(shares.unmapped)} in regions whose names are not known`,
    ...unmapped.slice(0, 20).map(({ country, name, share }) => `  not known: ${country} ${JSON.stringify(name)}, ${percent(share)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}

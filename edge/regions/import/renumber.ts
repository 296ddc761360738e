import type { RegionCode } from '../../brands.ts'
import type { RangeTable } from './rangeTable.ts'

/** Numbers the regions that occur in order of their codes, so that the same ranges make the same set whatever they were read from. */
export function renumber(
  tables: RangeTable[],
  codes: readonly (RegionCode | null)[],
): { tables: RangeTable[]; regions: (RegionCode | null)[] } {
  const used = new Uint8Array(codes.length)
  for (const { regions } of tables) for (const number of regions) used[number] = 1
  const sorted = codes.filter((code, number) => code !== null && used[number]).sort()
  const regions = [null, ...sorted]
  const next = Uint16Array.from(codes, (code) => Math.max(regions.indexOf(code), 0))
  return { tables: tables.map((table) => ({ ...table, regions: table.regions.map((number) => next[number]!) })), regions }
}

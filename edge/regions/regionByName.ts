import type { RegionCode } from '../brands.ts'
import { plainSpelling, withoutKind } from './plainSpelling.ts'
import { subdivisionsOf } from './subdivisions.ts'

interface CountryIndex {
  byName: Map<string, RegionCode>
  /** Names without the kind of region; null where two regions would share one (Moscow, Moscow Oblast). */
  byCore: Map<string, RegionCode | null>
  byCode: Map<string, RegionCode>
}

/** Made on first use, one a country: constant data, a few kilobytes. */
const indexes = new Map<string, CountryIndex>()

function indexOf(country: string): CountryIndex {
  const known = indexes.get(country)
  if (known) return known
  const index: CountryIndex = { byName: new Map(), byCore: new Map(), byCode: new Map() }
  const regions = subdivisionsOf(country)
  for (const { code, codes } of regions) for (const part of codes) if (!index.byCode.has(part)) index.byCode.set(part, code)
  // A region's own code and name go before those of another region's part: ES-CA is Cadiz, but ES-CN is the Canaries.
  for (const { code, codes } of regions) index.byCode.set(codes[0]!, code)
  for (const { code, spellings } of regions) {
    for (const spelling of spellings) {
      const plain = plainSpelling(spelling)
      if (!index.byName.has(plain)) index.byName.set(plain, code)
      const core = withoutKind(plain)
      const other = index.byCore.get(core)
      index.byCore.set(core, other === undefined || other === code ? code : null)
    }
  }
  indexes.set(country, index)
  return index
}

/** A region by its name in any known spelling: `('RU', 'Sverdlovsk')` and `('RU', 'Sverdlovsk Oblast')` are `RU-SVE`. */
export function regionByName(country: string, name: string): RegionCode | null {
  const { byName, byCore } = indexOf(country)
  const plain = plainSpelling(name)
  const core = withoutKind(plain)
  return byName.get(plain) ?? byCore.get(core) ?? null
}

/** A region by what follows the dash in ISO 3166-2; codes of its parts and older codes lead to it too: `('FR', '75')` is `FR-IDF`. */
export function regionByCode(country: string, code: string): RegionCode | null {
  return indexOf(country).byCode.get(code) ?? null
}

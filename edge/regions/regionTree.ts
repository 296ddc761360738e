import type { RegionCode } from '../brands.ts'
import { countryOf, tollFreeOf } from './regionCode.ts'
import { COUNTRIES, subdivisionsOf } from './subdivisions.ts'

export interface RegionCounts {
  /** Numbers that any company may be given. */
  free: number
  /** Numbers bound to the company that asks. */
  bound: number
}

export interface RegionItem extends RegionCounts {
  code: RegionCode
  name: string
}

export interface CountryItem extends RegionItem {
  regions: RegionItem[]
}

/** Countries whose regions are told apart and those that there are numbers of, each with its regions; a country's counts hold its regions'. */
export function regionTree(counts: ReadonlyMap<RegionCode, RegionCounts>): CountryItem[] {
  const countries = new Set([...COUNTRIES, ...[...counts.keys()].map(countryOf)])
  return [...countries].sort().map((country) => {
    const named = subdivisionsOf(country).filter(({ code }) => countryOf(code) === country)
    const names = new Map<RegionCode, string>(named.map(({ code, name }) => [code, name]))
    names.set(tollFreeOf(country), 'Toll-free')
    for (const code of counts.keys()) if (countryOf(code) === country && code !== country && !names.has(code)) names.set(code, code)
    const regions = [...names].map(([code, name]) => ({ code, name, ...(counts.get(code) ?? { free: 0, bound: 0 }) }))
    const own = counts.get(country) ?? { free: 0, bound: 0 }
    const sum = (what: keyof RegionCounts) => regions.reduce((total, region) => total + region[what], own[what])
    return { code: country, name: nameOfCountry(country), free: sum('free'), bound: sum('bound'), regions }
  })
}

/** By Unicode's names, where the runtime has them. */
function nameOfCountry(country: RegionCode): string {
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }).of(country) ?? country
}

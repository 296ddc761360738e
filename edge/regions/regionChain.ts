import type { RegionCode } from '../brands.ts'
import type { SiteOptions } from '../sites/siteSettings.ts'
import { neighboursOf } from './neighbours.ts'
import { countryOf, tollFreeOf } from './regionCode.ts'

/** Why a region is in the chain. After the last one the page keeps its own number. */
export type ChainStep = 'exact' | 'group' | 'neighbour' | 'country' | 'nationwide' | 'home'

export interface ChainLink {
  region: RegionCode
  step: ChainStep
}

export interface ChainQuestion {
  /** The visitor's, from `regionOf`. */
  region: RegionCode | null
  site: SiteOptions['regions']
  /** Regions that the site has numbers of for the slot's route. */
  available: readonly RegionCode[]
}

/**
 * The regions whose numbers a visitor may be given, best first, each once and only those that the site has numbers of:
 * exact → the site's group → neighbours → country → nationwide → home region. `prefer` keeps the first of them only.
 */
export function regionChain({ region, site, available }: ChainQuestion): ChainLink[] {
  const left = new Set(available)
  const chain: ChainLink[] = []
  const add = (step: ChainStep, regions: readonly RegionCode[]) => {
    for (const candidate of regions) if (left.delete(candidate)) chain.push({ region: candidate, step })
  }
  if (region) {
    const group = site.groups.filter((regions) => regions.includes(region)).flat()
    add('exact', [region])
    add('group', group)
    for (const member of [region, ...group]) add('neighbour', site.neighbours?.[member] ?? neighboursOf(member))
  }
  const country = region ? countryOf(region) : onlyCountry(available)
  if (country) {
    add('country', [country])
    add('nationwide', nationwideOf(country))
  }
  if (site.home) add('home', [site.home])
  return site.prefer ? chain.slice(0, 1) : chain
}

/** A visitor of unknown region is taken to be of the site's country, if it has numbers of one country only. */
function onlyCountry(available: readonly RegionCode[]): RegionCode | null {
  const countries = new Set(available.map(countryOf))
  return countries.size === 1 ? [...countries][0]! : null
}

/** Toll-free numbers of +1 are one stock for the United States and Canada. */
function nationwideOf(country: RegionCode): RegionCode[] {
  const own = tollFreeOf(country)
  return country === 'CA' ? [own, tollFreeOf('US' as RegionCode)] : [own]
}

import type { RegionCode } from '../brands.ts'
import { countryOf, tollFreeOf } from '../regions/regionCode.ts'
import { type Subdivision, subdivisionsOf } from '../regions/subdivisions.ts'
import type { Words } from './previewContract.ts'
import { REGION_NAMES_RU } from './regionNamesRu.ts'

/** Made on first use, one a country: constant data, a few kilobytes. */
const subdivisions = new Map<string, Map<string, Subdivision>>()

function subdivisionOf(region: RegionCode): Subdivision | undefined {
  const country = countryOf(region)
  let known = subdivisions.get(country)
  if (!known) subdivisions.set(country, (known = new Map(subdivisionsOf(country).map((part) => [part.code, part]))))
  return known.get(region)
}

const nameOfCountry = (country: RegionCode, language: string): string =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country) ?? country

/** What people call a region. Where no Russian name is known, the English one stands in Russian too. */
export function regionWords(region: RegionCode): Words {
  const country = countryOf(region)
  if (region === country) return { en: nameOfCountry(country, 'en'), ru: nameOfCountry(country, 'ru') }
  if (region === tollFreeOf(country)) {
    const { en, ru } = regionWords(country)
    return { en: `toll-free, ${en}`, ru: `бесплатный вызов, ${ru}` }
  }
  const found = subdivisionOf(region)
  if (!found) return { en: region, ru: REGION_NAMES_RU.get(region) ?? region }
  const russian = found.spellings.find((spelling) => /^[А-ЯЁ]/.test(spelling)) ?? REGION_NAMES_RU.get(region)
  return { en: found.name, ru: russian ?? found.name }
}

import type { RegionCode } from '../brands.ts'
import { countryOf, tollFreeOf } from '../regions/regionCode.ts'
import { subdivisionsOf } from '../regions/subdivisions.ts'
import type { Words } from './previewContract.ts'

const names = (language: string) => new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })

/** What people call a region. In Russian only where the list of regions has a Russian spelling: elsewhere the English one. */
export function regionWords(region: RegionCode): Words {
  const country = countryOf(region)
  if (region === country) return { en: names('en').of(country) ?? country, ru: names('ru').of(country) ?? country }
  if (region === tollFreeOf(country)) {
    const { en, ru } = regionWords(country)
    return { en: `toll-free, ${en}`, ru: `бесплатный вызов, ${ru}` }
  }
  const found = subdivisionsOf(country).find(({ code }) => code === region)
  if (!found) return { en: region, ru: region }
  return { en: found.name, ru: found.spellings.find((spelling) => /^[А-ЯЁ]/.test(spelling)) ?? found.name }
}

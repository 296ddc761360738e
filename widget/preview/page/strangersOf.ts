import type { E164 } from '../../../edge/brands.ts'
import { withPlainDigits } from '../../page/digits.ts'
import { readTarget } from '../../page/target.ts'
import type { Model } from '../model.ts'
import { findStrangers } from './findStrangers.ts'
import { linesOf } from './linesOf.ts'

/** A number on the page that is none of the site's. */
export interface Stranger {
  number: E164
  element: Element
}

/** As many as anybody would look at. */
const MOST = 12

/** Numbers on the page that look like the company's own, but are no targets: each once. */
export const strangersOf = (model: Model): Stranger[] => {
  const targets = model.settings.targets.map((given) => readTarget(given as string).e164)
  const countries = [...new Set(targets.map(countryOf).filter(Boolean))] as string[]
  const known = new Set<string>([...targets, ...model.samples])
  const found: Stranger[] = []
  for (const { text, element, attribute } of linesOf(document)) {
    const link = attribute === 'href' && /^(tel|sms|callto):/.test(text)
    if ((attribute && !link) || element.closest('head,script,textarea')) continue
    for (const number of findStrangers(withPlainDigits(text), { countries, link })) {
      if (known.has(number)) continue
      known.add(number)
      found.push({ number, element })
    }
  }
  return found.slice(0, MOST)
}

/** Country codes of ITU-T E.164. */
const COUNTRY = /^\+([17]|(?:2[1-69]|3[578]|42|5[09]|6[789]|8[0578]|9[679])\d|\d\d)/
const countryOf = (target: string) => COUNTRY.exec(target)?.[1]

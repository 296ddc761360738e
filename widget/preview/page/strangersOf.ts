import type { E164 } from '../../../edge/brands.ts'
import { withPlainDigits } from '../../page/digits.ts'
import { COUNTRY, readTarget } from '../../page/target.ts'
import type { Model } from '../model.ts'
import { findStrangers } from './findStrangers.ts'
import type { Line } from './linesOf.ts'

/** A number on the page that is none of the site's. */
export interface Stranger {
  number: E164
  element: Element
}

/** As many as anybody would look at. */
const MOST = 12

/** Numbers in the lines of the page that look like the company's own, but are no targets: each once. */
export const strangersOf = (model: Model, lines: Line[]): Stranger[] => {
  const targets = model.settings.targets.map((given) => readTarget(given as string).e164)
  const countries = [...new Set(targets.flatMap((target) => COUNTRY.exec(target.slice(1))?.[0] ?? []))]
  const known = new Set<string>([...targets, ...model.samples])
  const found: Stranger[] = []
  for (const { text, element, attribute } of lines) {
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

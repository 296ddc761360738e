import type { E164 } from '../../../edge/brands.ts'

/** What people write as a phone number: nine digits or more with what stands between them, in no longer string. */
const WRITTEN = /(?<![\w.,/=#№-])(?:\+|00)?\(?\d[\d\s().\u00a0\u2010-\u2015\u2212-]{7,24}\d(?![\w/-]|[.,]\d)/g

/**
 * Numbers in a text that look like a company's own: of the countries of `targets`, written as numbers are written there. `link`: the text
 * is a `tel:` address, so it is one, whatever it looks like.
 */
export const findStrangers = (text: string, { countries, link = false }: { countries: readonly string[]; link?: boolean }): E164[] => {
  if (link) {
    const number = read(decode(text.slice(text.indexOf(':') + 1).split(/[;?]/)[0]!), countries)
    return number ? [number] : []
  }
  return [...text.matchAll(WRITTEN)].flatMap(([written]) => {
    // A row of digits alone is a bank account, an article, anything.
    const spaced = /^\+|\d[\s()\u00a0-]+\d/.test(written)
    const number = spaced && read(written, countries)
    return number ? [number] : []
  })
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const read = (written: string, countries: readonly string[]): E164 | undefined => {
  const digits = written.replace(/\D/g, '').replace(/^00/, '')
  const plus = /^\s*(\+|00)/.test(written)
  for (const country of countries) {
    const national = nationalOf(digits, { country, plus })
    if (national) return `+${country}${national}` as E164
  }
  return undefined
}

const nationalOf = (digits: string, { country, plus }: { country: string; plus: boolean }): string | undefined => {
  if (country === '7') return /^(?:[78])?([3489]\d{9})$/.exec(digits)?.[1]
  if (country === '1') return /^1?([2-9]\d{2}[2-9]\d{6})$/.exec(digits)?.[1]
  if (digits.startsWith(country) && (plus || digits.length > 10))
    return /^\d{7,11}$/.exec(digits.slice(country.length).replace(/^0/, ''))?.[0]
  return plus ? undefined : /^0([1-9]\d{7,10})$/.exec(digits)?.[1]
}

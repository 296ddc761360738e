import type { RegionCode } from '../brands.ts'
import { BY } from './subdivisions/BY.ts'
import { CA } from './subdivisions/CA.ts'
import { DE } from './subdivisions/DE.ts'
import { ES } from './subdivisions/ES.ts'
import { FR } from './subdivisions/FR.ts'
import { GB } from './subdivisions/GB.ts'
import { IT } from './subdivisions/IT.ts'
import { KZ } from './subdivisions/KZ.ts'
import { PL } from './subdivisions/PL.ts'
import { RU } from './subdivisions/RU.ts'
import { TR } from './subdivisions/TR.ts'
import { UA } from './subdivisions/UA.ts'
import { US } from './subdivisions/US.ts'

/** A first-level subdivision of a country: what Rotary calls a region. */
export interface Subdivision {
  code: RegionCode
  name: string
  /** All spellings, the name first, then those of its parts. */
  spellings: string[]
  /** What may stand after the dash: its own code, those of its parts, older ones. */
  codes: string[]
}

const TABLES: Record<string, string> = { BY, CA, DE, ES, FR, GB, IT, KZ, PL, RU, TR, UA, US }

/** The countries whose regions are told apart. Elsewhere a country is one region. */
export const COUNTRIES = Object.keys(TABLES) as RegionCode[]

/** Empty for a country whose regions are not told apart. A region that belongs to another country by ISO 3166-2 keeps that country's code. */
export function subdivisionsOf(country: string): Subdivision[] {
  const regions: Subdivision[] = []
  for (const line of (TABLES[country] ?? '').split('\n')) {
    const region = regions.at(-1)
    if (line.startsWith('  ') && region) {
      for (const part of line.trim().split(' | ')) {
        const [code, name] = splitCode(part)
        region.codes.push(code)
        region.spellings.push(name)
      }
    } else if (line) {
      const [code, names] = splitCode(line)
      const spellings = names.split(' | ')
      const whole = (code.includes('-') ? code : `${country}-${code}`) as RegionCode
      regions.push({ code: whole, name: spellings[0]!, spellings, codes: [code] })
    }
  }
  return regions
}

function splitCode(text: string): [code: string, rest: string] {
  const space = text.indexOf(' ')
  return [text.slice(0, space), text.slice(space + 1)]
}

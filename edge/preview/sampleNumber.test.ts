import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import type { RegionCode } from '../brands.ts'
import { E164Schema } from '../contract.ts'
import { demoNumbers } from '../dev/demoNumbers.ts'
import { formatNumber } from '../regions/formatNumber.ts'
import { countryOf, tollFreeOf } from '../regions/regionCode.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import { COUNTRIES, subdivisionsOf } from '../regions/subdivisions.ts'
import { sampleNumber, SAMPLES_A_REGION } from './sampleNumber.ts'

const REGIONS = COUNTRIES.flatMap((country) => [country, tollFreeOf(country), ...subdivisionsOf(country).map(({ code }) => code)])

describe('a sample', () => {
  test.each([
    ['RU-MOW', '8 (495) 000-00-99', '+7 495 000-00-99'],
    ['RU-SPE', '8 (812) 000-00-99', '+7 812 000-00-99'],
    ['RU-NEN', '8 (818) 530-00-99', '+7 818 530-00-99'],
    ['RU-TOLLFREE', '8 (800) 000-00-99', '+7 800 000-00-99'],
    ['RU', '8 (495) 000-00-99', '+7 495 000-00-99'],
    ['US-TX', '(210) 555-0199', '+1 210-555-0199'],
    ['US-TOLLFREE', '(800) 555-0199', '+1 800-555-0199'],
    ['CA-QC', '(263) 555-0199', '+1 263-555-0199'],
    ['GB-ENG', '020 7946 0099', '+44 20 7946 0099'],
    ['DE-HH', '040 66969099', '+49 40 66969099'],
    ['FR-IDF', '01 99 00 00 99', '+33 1 99 00 00 99'],
    ['KZ-75', '8 (727) 000 0099', '+7 727 000 0099'],
    ['UA-30', '044 000 0099', '+380 44 000 0099'],
  ])('of %s is written %s', (region, national, international) => {
    expect(formatNumber(sampleNumber(region as RegionCode, 0))).toMatchObject({ national, international })
  })

  test.each(REGIONS)('of %s is a number by its form, and of its country', (region) => {
    for (const serial of [0, 1, SAMPLES_A_REGION - 1]) {
      const number = sampleNumber(region, serial)
      expect(v.is(E164Schema, number), number).toBe(true)
      const found = regionOfNumber(number)
      // Zeros alone tell no country where several share a code.
      const shared: Record<string, string> = { 'CA-TOLLFREE': 'US', 'KZ-TOLLFREE': 'RU' }
      if (found !== null) expect(countryOf(found), number).toBe(shared[region] ?? countryOf(region))
    }
  })

  test.each(REGIONS.filter((region) => /^(RU|US)-/.test(region) && !/US-(AS|GU|MP|PR|UM|VI)/.test(region)))(
    'of %s is of that very region',
    (region) => {
      const found = regionOfNumber(sampleNumber(region, 5))
      expect(found).toBe(region)
    },
  )

  test('is kept for fiction, or begins with a zero where no local number does', () => {
    for (const region of REGIONS) {
      expect(sampleNumber(region, 7)).toMatch(
        /^\+1\d{3}55501|^\+44(2079460|1314960|2920180|2896496|8081570)|^\+49(3023125|4066969|8999998|2214710|6990009)|^\+33(19900|26191|35301|46571|53649)|^\+7\d{3,5}000|^\+\d{2,3}\d{0,4}000/,
      )
    }
  })

  test('is none of the demo’s numbers', () => {
    const taken = new Set(demoNumbers(['rou_1' as never]).map(({ number }) => number))
    for (const region of REGIONS) for (let serial = 0; serial < 32; serial++) expect(taken.has(sampleNumber(region, serial))).toBe(false)
  })

  test.each(['AM', 'NL', 'AE', 'CN', 'XX', 'ZZ'])('of %s, a country without a list of its own, is zeros after its code', (region) => {
    const number = sampleNumber(region as RegionCode, 0)
    expect(v.is(E164Schema, number)).toBe(true)
    expect(number).toMatch(/^\+\d{1,3}0+99$/)
  })
})

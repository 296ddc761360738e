import { describe, expect, it } from 'vitest'
import { plainSpelling } from './plainSpelling.ts'
import { regionByCode, regionByName } from './regionByName.ts'
import { COUNTRIES, subdivisionsOf } from './subdivisions.ts'

const NAMES = [
  ['RU', 'Sverdlovsk', 'RU-SVE'],
  ['RU', 'Sverdlovsk Oblast', 'RU-SVE'],
  ['RU', 'Свердловская область', 'RU-SVE'],
  ['RU', 'Moscow', 'RU-MOW'],
  ['RU', 'Moscow Oblast', 'RU-MOS'],
  ['RU', 'Altai', 'RU-AL'],
  ['RU', 'Altay Kray', 'RU-ALT'],
  ['RU', 'St.-Petersburg', 'RU-SPE'],
  ['RU', "Leningradskaya Oblast'", 'RU-LEN'],
  ['RU', 'Primorskiy (Maritime) Kray', 'RU-PRI'],
  ['RU', 'Stavropol’ Kray', 'RU-STA'],
  ['RU', 'Oryol oblast', 'RU-ORL'],
  ['RU', 'Crimea', 'UA-43'],
  ['RU', 'Sebastopol City', 'UA-40'],
  ['BY', 'Minsk', 'BY-MI'],
  ['BY', 'Minsk City', 'BY-HM'],
  ['BY', 'Homyel’ Voblasc’', 'BY-HO'],
  ['KZ', 'Almaty', 'KZ-75'],
  ['KZ', 'Almaty Oblysy', 'KZ-19'],
  ['KZ', 'Nur-Sultan', 'KZ-71'],
  ['UA', 'Kyiv', 'UA-32'],
  ['UA', 'Kyiv City', 'UA-30'],
  ['UA', 'Kharkivs’ka Oblast’', 'UA-63'],
  ['US', 'Washington', 'US-WA'],
  ['US', 'Virginia', 'US-VA'],
  ['US', 'West Virginia', 'US-WV'],
  ['DE', 'Free and Hanseatic City of Hamburg', 'DE-HH'],
  ['DE', 'Baden-Württemberg', 'DE-BW'],
  ['FR', 'Ile-de-France', 'FR-IDF'],
  ['FR', 'Paris', 'FR-IDF'],
  ['FR', "Provence-Alpes-Côte d'Azur", 'FR-PAC'],
  ['ES', 'Castille and Leon', 'ES-CL'],
  ['ES', 'Barcelona', 'ES-CT'],
  ['IT', 'The Marches', 'IT-57'],
  ['PL', 'Lodz Voivodeship', 'PL-10'],
  ['PL', 'Łódź', 'PL-10'],
  ['TR', 'İstanbul', 'TR-34'],
  ['TR', 'Adiyaman Province', 'TR-02'],
  ['GB', 'England', 'GB-ENG'],
  ['GB', 'Glasgow City', 'GB-SCT'],
  ['GB', 'Akrotiri and Dhekelia', null],
  ['RU', 'Oblast', null],
  ['JP', 'Tokyo', null],
] as const

const CODES = [
  ['RU', 'MOW', 'RU-MOW'],
  ['FR', '75', 'FR-IDF'],
  ['FR', 'COR', 'FR-20R'],
  ['ES', 'CN', 'ES-CN'],
  ['ES', 'CA', 'ES-AN'],
  ['ES', 'M', 'ES-MD'],
  ['IT', 'MI', 'IT-25'],
  ['PL', 'MZ', 'PL-14'],
  ['KZ', 'ALA', 'KZ-75'],
  ['GB', 'LND', 'GB-ENG'],
  ['GB', 'QQQ', null],
] as const

const SIZES = { BY: 7, CA: 13, DE: 16, ES: 19, FR: 26, GB: 4, IT: 20, KZ: 20, PL: 16, RU: 90, TR: 81, UA: 27, US: 57 }

describe('regions by name', () => {
  it.each(NAMES)('reads %s, %s as %s', (country, name, region) => {
    expect(regionByName(country, name)).toBe(region)
  })

  it.each(CODES)('reads the code %s-%s as %s', (country, code, region) => {
    expect(regionByCode(country, code)).toBe(region)
  })

  it('has every subdivision of thirteen countries', () => {
    expect(Object.fromEntries(COUNTRIES.map((country) => [country, subdivisionsOf(country).length]))).toEqual(SIZES)
  })

  it.each(COUNTRIES)('gives no spelling and no code of %s to two regions', (country) => {
    const owners = new Map<string, string>()
    for (const { code, spellings, codes } of subdivisionsOf(country)) {
      for (const spelling of spellings) {
        const plain = plainSpelling(spelling)
        expect(`${spelling} ${owners.get(plain) ?? code}`).toBe(`${spelling} ${code}`)
        owners.set(plain, code)
        expect(regionByName(country, spelling)).toBe(code)
      }
      expect(regionByCode(country, codes[0]!)).toBe(code)
    }
  })
})

import { getCountryCallingCode, isSupportedCountry, Metadata } from 'libphonenumber-js/min'
import type { E164, RegionCode } from '../brands.ts'
import { nanpCodeOf } from '../regions/nanpAreaCodes.ts'
import { countryOf, tollFreeOf } from '../regions/regionCode.ts'
import { ruCodeOf } from '../regions/ruAreaCodes.ts'

/** Each range below has a hundred numbers. */
export const SAMPLES_A_REGION = 100

/**
 * What authorities keep for films and books, without the last two digits.
 * @see https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
 * @see https://www.bundesnetzagentur.de/DE/Fachthemen/Telekommunikation/Nummerierung/start.html (Mitteilung 148/2021, "Drama Numbers")
 * @see https://www.arcep.fr (décision 2018-0881: 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49)
 */
const RESERVED: Record<string, string> = {
  GB: '+4420794600',
  'GB-SCT': '+4413149600',
  'GB-WLS': '+4429201800',
  'GB-NIR': '+4428964960',
  'GB-TOLLFREE': '+4480815700',
  DE: '+4930231250',
  'DE-HH': '+4940669690',
  'DE-BY': '+4989999980',
  'DE-NW': '+4922147100',
  'DE-HE': '+4969900090',
  FR: '+331990000',
  'FR-BRE': '+332619100',
  'FR-NOR': '+332619100',
  'FR-PDL': '+332619100',
  'FR-CVL': '+332619100',
  'FR-HDF': '+333530100',
  'FR-GES': '+333530100',
  'FR-BFC': '+333530100',
  'FR-PAC': '+334657100',
  'FR-ARA': '+334657100',
  'FR-COR': '+334657100',
  'FR-NAQ': '+335364900',
  'FR-OCC': '+335364900',
}

/** Countries that keep nothing for fiction: an area code, then zeros. In these plans no subscriber's number begins with 0. */
const UNASSIGNED: Record<string, string> = {
  'RU-TOLLFREE': '+780000000',
  BY: '+3751700000',
  'BY-BR': '+3751620000',
  'BY-HO': '+3752320000',
  'BY-HR': '+3751520000',
  'BY-MA': '+3752220000',
  'BY-VI': '+3752120000',
  KZ: '+772700000',
  'KZ-71': '+771720000',
  'KZ-79': '+772520000',
  PL: '+48220000',
  'PL-02': '+48710000',
  'PL-10': '+48420000',
  'PL-12': '+48120000',
  'PL-22': '+48580000',
  'PL-24': '+48320000',
  'PL-30': '+48610000',
  TR: '+9021200000',
  'TR-06': '+9031200000',
  'TR-35': '+9023200000',
  UA: '+3804400000',
  'UA-12': '+3805600000',
  'UA-46': '+3803200000',
  'UA-51': '+3804800000',
  'UA-63': '+3805700000',
}

/**
 * A number of a region that nobody can be called by, as a sample in previews: `+1 NPA 555-01xx`, which the North American plan keeps for
 * fiction, like those of `RESERVED`; in Russia and other countries that keep none, one whose local part begins with zeros, which is
 * assigned nowhere; elsewhere zeros after the country code. `serial` 0 to 99; the caller leaves out those that a pool has all the same.
 */
export function sampleNumber(region: RegionCode, serial: number): E164 {
  return `${prefixOf(region)}${String(SAMPLES_A_REGION - 1 - serial).padStart(2, '0')}` as E164
}

function prefixOf(region: RegionCode): string {
  const country = countryOf(region)
  if (country === 'US' || country === 'CA') {
    const code = region === tollFreeOf(country) ? '800' : (nanpCodeOf(region) ?? (country === 'US' ? '212' : '416'))
    return `+1${code}55501`
  }
  const own = RESERVED[region] ?? UNASSIGNED[region]
  if (own) return own
  if (region === tollFreeOf(country)) return plainPrefix(country)
  if (country === 'RU' || ruCodeOf(region)) return `+7${(ruCodeOf(region) ?? '495').padEnd(8, '0')}`
  return RESERVED[country] ?? UNASSIGNED[country] ?? plainPrefix(country)
}

/** The country code and zeros, as long as its numbers are. +999 is nobody's country code. */
function plainPrefix(country: string): string {
  if (!isSupportedCountry(country)) return '+9990000000'
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  const lengths = metadata.numberingPlan?.possibleLengths() ?? []
  const length = Math.max(...lengths.filter((digits) => digits <= 10), 8)
  return `+${getCountryCallingCode(country)}${'0'.repeat(length - 2)}`
}

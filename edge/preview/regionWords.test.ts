import { expect, test } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { COUNTRIES, subdivisionsOf } from '../regions/subdivisions.ts'
import { REGION_NAMES_RU } from './regionNamesRu.ts'
import { regionWords } from './regionWords.ts'

test.each([
  ['RU-MOW', 'Moscow', 'Москва'],
  ['RU-SVE', 'Sverdlovsk Oblast', 'Свердловская область'],
  ['US-TX', 'Texas', 'Техас'],
  ['KZ-71', 'Astana', 'Астана'],
  ['RU', 'Russia', 'Россия'],
  ['DE', 'Germany', 'Германия'],
  ['RU-TOLLFREE', 'toll-free, Russia', 'бесплатный вызов, Россия'],
  ['TR-34', 'Istanbul', 'Istanbul'],
  ['AM-ER', 'AM-ER', 'AM-ER'],
])('%s is called %s, %s', (region, en, ru) => {
  expect(regionWords(region as RegionCode)).toEqual({ en, ru })
})

test('every Russian name is of a region that there is', () => {
  const codes = new Set<string>(COUNTRIES.flatMap((country) => subdivisionsOf(country).map(({ code }) => code)))
  expect([...REGION_NAMES_RU.keys()].filter((code) => !codes.has(code))).toEqual([])
})

test('all regions of Russia and its neighbours have Russian names', () => {
  const named = ['RU', 'BY', 'KZ', 'UA'].flatMap((country) => subdivisionsOf(country).map(({ code }) => regionWords(code).ru))
  expect(named.filter((name) => !/^[А-ЯЁ]/.test(name))).toEqual([])
})

import { expect, test } from 'vitest'
import type { Choice } from './choice.ts'
import { firstChoice, wishOf } from './choice.ts'

const PAGE = 'https://shop.example/contacts?utm_source=own'
const USUAL = { consent: 'full', pool: 'normal' }

test.each<[string, Partial<Choice>, object]>([
  ['nothing leaves all to the page', {}, USUAL],
  ['a region is told', { region: 'RU-SPE' as Choice['region'] }, { ...USUAL, region: 'RU-SPE' }],
  [
    'an advertisement replaces the marks of the page',
    { arrival: 'yandex-direct' },
    { ...USUAL, source: 'yandex', medium: 'cpc', landingPage: 'https://shop.example/contacts' },
  ],
  [
    'a search has a referrer and no marks',
    { arrival: 'google-search' },
    { ...USUAL, referrer: 'https://www.google.com/', landingPage: 'https://shop.example/contacts' },
  ],
  ['whoever typed the address has neither', { arrival: 'direct' }, { ...USUAL, landingPage: 'https://shop.example/contacts' }],
  [
    'other marks count only where they are chosen',
    { arrival: 'other', source: 'partner', medium: 'banner' },
    { ...USUAL, source: 'partner', medium: 'banner', landingPage: 'https://shop.example/contacts' },
  ],
  ['marks that were typed and left do not', { source: 'partner', medium: 'banner' }, USUAL],
  ['a campaign goes with any of them', { campaign: 'autumn' }, { ...USUAL, campaign: 'autumn' }],
  ['consent and pool', { noConsent: true, exhausted: true }, { consent: 'none', pool: 'exhausted' }],
])('of a choice: %s', (_, change, expected) => {
  expect(wishOf({ ...firstChoice(), ...change }, PAGE)).toEqual(expected)
})

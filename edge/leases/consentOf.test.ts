import { expect, test } from 'vitest'
import { consentOf } from './consentOf.ts'

const open = { consentRequired: false, beforeConsent: 'in-memory' } as const
const asks = (beforeConsent: 'nothing' | 'region-only' | 'in-memory') => ({ consentRequired: true, beforeConsent })

test.each([
  ['a site that asks for nothing takes what the page says', open, 'full', false, 'full'],
  ['a page may say less than it might', open, 'region-only', false, 'region-only'],
  ['Global Privacy Control leaves the region alone', open, 'full', true, 'region-only'],
  ['unless the site takes no notice of it', { ...open, ignoreGpc: true }, 'full', true, 'full'],
  ['consent that was asked for and given outweighs it', asks('in-memory'), 'full', true, 'full'],
  ['it outweighs what is allowed before consent', asks('in-memory'), 'in-memory', true, 'region-only'],
  ['before consent nothing is answered where the site wants that', asks('nothing'), 'in-memory', false, 'nothing'],
  ['whatever the page says', asks('nothing'), 'region-only', false, 'nothing'],
  ['until it is given', asks('nothing'), 'full', false, 'full'],
  ['before consent no more than the region, where the site wants that', asks('region-only'), 'in-memory', false, 'region-only'],
  ['before consent all, for this page', asks('in-memory'), 'in-memory', false, 'in-memory'],
] as const)('%s', (_title, settings, asked, gpc, given) => {
  expect(consentOf({ asked, gpc, settings })).toBe(given)
})

import { expect, test } from 'vitest'
import { MINUTE } from '../clock.ts'
import { POLICY } from '../pool/policy.ts'
import { restOf, sitePolicy } from './sitePolicy.ts'

test.each([
  [{}, 15 * MINUTE],
  [{ restMinutes: 5 }, 5 * MINUTE],
  [{ restMinutes: 60 }, 60 * MINUTE],
])('a site with %j rests its numbers %i ms and grows as the house does', (site, rest) => {
  expect(restOf(site)).toBe(rest)
  // The very one: only another policy travels with each lease.
  expect(sitePolicy(site)).toBe(POLICY)
})

test('a pool that is sized for three minutes does not grow for want of five', () => {
  expect(sitePolicy({ restMinutes: 3 })).toEqual({ ...POLICY, growBelow: 3 * MINUTE })
})

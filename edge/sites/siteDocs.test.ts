import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXTRAS } from '../contract.ts'
import { DEFAULT_OPTIONS } from './defaultOptions.ts'
import { SiteChangeSchema } from './site.ts'

const page = readFileSync(new URL('../../docs/site.md', import.meta.url), 'utf8')
/** Name of each option and the default that the page gives it. */
const told = new Map([...page.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, option, value]) => [option!, value!.trim()]))

const { entries } = SiteChangeSchema.entries.options.wrapped as unknown as { entries: object }

test('docs/site.md tells of every option that an owner may set, and of no other', () => {
  expect([...told.keys()].sort()).toEqual(Object.keys(entries).sort())
})

test('docs/site.md gives the defaults that a new site has', () => {
  for (const [option, value] of Object.entries(DEFAULT_OPTIONS)) {
    const text = told.get(option)?.replaceAll('`', '')
    if (typeof value === 'boolean' && text) expect(text, option).toBe(value ? 'yes' : 'no')
    if (typeof value === 'number' || typeof value === 'string') expect(text, option).toBe(String(value))
  }
  expect(told.get('limits')).toBe(Object.values(DEFAULT_OPTIONS.limits).join(', '))
  expect(told.get('extras')).toBe(DEFAULT_OPTIONS.extras!.map((extra) => `\`${extra}\``).join(', '))
  for (const extra of EXTRAS) expect(page).toContain(`\`${extra}\``)
})

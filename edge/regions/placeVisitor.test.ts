import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { placeVisitor } from './placeVisitor.ts'

const site = { home: null, groups: [], prefer: false, corrections: [{ range: '203.0.113.0/24', region: 'RU-TVE' as RegionCode }] }
const moscow = { country: 'RU', regionCode: 'MOW' }

function aTable() {
  const asked: string[] = []
  return { asked, lookup: async (address: string) => (asked.push(address), 'RU-SPE' as RegionCode) }
}

describe('placeVisitor', () => {
  it.each([
    ['a preview', { forced: 'US-TX' as RegionCode }, 'US-TX', 'preview', 0],
    ['the home region', { site: { ...site, home: 'RU-MOS' as RegionCode } }, 'RU-MOS', 'home', 0],
    ['a correction', { address: '203.0.113.9' }, 'RU-TVE', 'table', 0],
    ['what Cloudflare states', {}, 'RU-MOW', 'cf', 0],
    ['the table where Cloudflare names a country only', { cf: { country: 'RU' } }, 'RU-SPE', 'table', 1],
    ['the table where Cloudflare is silent', { cf: {} }, 'RU-SPE', 'table', 1],
    ['the table where the site prefers it', { site: { ...site, preferTable: true } }, 'RU-SPE', 'table', 1],
    ['what Cloudflare states where the address is not known', { address: null, cf: { country: 'RU' } }, 'RU', 'cf', 0],
  ] as const)('takes %s', async (_what, part, region, by, looksUp) => {
    const table = aTable()
    expect(await placeVisitor({ address: '198.51.100.1', cf: moscow, site, table, ...part })).toEqual({ region, by })
    expect(table.asked).toHaveLength(looksUp)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { regionChain } from './regionChain.ts'

const codes = (text: string) => text.split(' ').filter(Boolean) as RegionCode[]
const said = (links: ReturnType<typeof regionChain>) => links.map(({ region, step }) => `${step}:${region}`).join(' ')

interface Case {
  title: string
  region: string | null
  available: string
  groups?: string[]
  home?: string
  prefer?: boolean
  neighbours?: Record<string, RegionCode[]>
  chain: string
}

const CASES: Case[] = [
  {
    title: 'goes from the exact region over group, neighbours, country and nationwide to the home region',
    region: 'RU-MOW',
    available: 'RU-SPE RU-TOLLFREE RU RU-TVE RU-MOS RU-MOW RU-KLU',
    groups: ['RU-MOW RU-TVE RU-KLU'],
    home: 'RU-SPE',
    chain: 'exact:RU-MOW group:RU-TVE group:RU-KLU neighbour:RU-MOS country:RU nationwide:RU-TOLLFREE home:RU-SPE',
  },
  {
    title: 'leaves out regions without numbers',
    region: 'RU-MOW',
    available: 'RU-MOS RU-TOLLFREE',
    chain: 'neighbour:RU-MOS nationwide:RU-TOLLFREE',
  },
  {
    title: 'knows Saint Petersburg and Leningrad Oblast as neighbours',
    region: 'RU-LEN',
    available: 'RU-MOW RU-SPE',
    chain: 'neighbour:RU-SPE',
  },
  {
    title: 'knows the states of one area as neighbours',
    region: 'US-TX',
    available: 'US-CA US-OK US-AR',
    chain: 'neighbour:US-AR neighbour:US-OK',
  },
  {
    title: "takes a site's own neighbours in place of the built-in ones",
    region: 'US-TX',
    available: 'US-CA US-OK US-NM',
    neighbours: { 'US-TX': codes('US-NM') },
    chain: 'neighbour:US-NM',
  },
  {
    title: 'takes the neighbours of the whole group',
    region: 'RU-TVE',
    available: 'RU-MOS',
    groups: ['RU-TVE RU-MOW'],
    chain: 'neighbour:RU-MOS',
  },
  {
    title: 'keeps the exact region only where the site prefers so',
    region: 'RU-MOW',
    available: 'RU-MOW RU-MOS RU',
    prefer: true,
    chain: 'exact:RU-MOW',
  },
  {
    title: 'keeps the best region there is where the preferred one has no numbers',
    region: 'RU-MOW',
    available: 'RU-MOS RU',
    prefer: true,
    chain: 'neighbour:RU-MOS',
  },
  {
    title: 'takes a visitor of unknown region to be of the only country there are numbers of',
    region: null,
    available: 'RU-MOW RU RU-TOLLFREE',
    chain: 'country:RU nationwide:RU-TOLLFREE',
  },
  {
    title: 'gives a visitor of unknown region the home region only where there are numbers of two countries',
    region: null,
    available: 'RU-MOW RU US-TX',
    home: 'US-TX',
    chain: 'home:US-TX',
  },
  { title: 'is empty for a visitor from a country without numbers', region: 'FR-IDF', available: 'RU RU-TOLLFREE', chain: '' },
  {
    title: 'starts at the exact country where only that is known',
    region: 'RU',
    available: 'RU RU-MOW RU-TOLLFREE',
    chain: 'exact:RU nationwide:RU-TOLLFREE',
  },
  {
    title: 'gives Canadians the toll-free numbers of +1',
    region: 'CA-ON',
    available: 'US-TOLLFREE US-NY',
    chain: 'nationwide:US-TOLLFREE',
  },
]

describe('regionChain', () => {
  it.each(CASES)('$title', ({ region, available, groups = [], home = null, prefer = false, neighbours, chain }) => {
    const site = { home: home as RegionCode | null, groups: groups.map(codes), prefer, ...(neighbours && { neighbours }) }
    expect(said(regionChain({ region: region as RegionCode | null, site, available: codes(available) }))).toBe(chain)
  })

  it('never repeats a region and never names one without numbers', () => {
    const region = fc.constantFrom(...codes('RU-MOW RU-MOS RU-SPE RU-LEN RU RU-TOLLFREE US-TX US-OK US US-TOLLFREE'))
    const regions = fc.array(region, { maxLength: 8 })
    fc.assert(
      fc.property(region, regions, fc.array(regions, { maxLength: 3 }), fc.option(region), (visitor, available, groups, home) => {
        const chain = regionChain({ region: visitor, site: { home, groups, prefer: false }, available }).map((link) => link.region)
        expect(new Set(chain).size).toBe(chain.length)
        for (const link of chain) expect(available).toContain(link)
        if (available.includes(visitor)) expect(chain[0]).toBe(visitor)
      }),
    )
  })
})

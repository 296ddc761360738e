import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { findCorrection } from './findCorrection.ts'
import { formatAddress } from './formatAddress.ts'
import { parseRange } from './parseRange.ts'

const corrections = [
  { range: '203.0.113.0/24', region: 'RU-MOW' as RegionCode },
  { range: '203.0.113.128/25', region: 'RU-SPE' as RegionCode },
  { range: '203.0.113.200', region: 'RU-TVE' as RegionCode },
  { range: '2001:db8::/32', region: 'US-TX' as RegionCode },
  { range: '0.0.0.0/0', region: 'RU' as RegionCode },
  { range: 'no range', region: 'US-CA' as RegionCode },
]

describe('findCorrection', () => {
  it.each([
    ['203.0.113.1', 'RU-MOW'],
    ['203.0.113.129', 'RU-SPE'],
    ['203.0.113.200', 'RU-TVE'],
    ['::ffff:203.0.113.200', 'RU-TVE'],
    ['203.0.114.1', 'RU'],
    ['2001:db8:ffff::1', 'US-TX'],
    ['2001:db9::1', undefined],
    ['nonsense', undefined],
  ])('takes the narrowest range for %s', (address, region) => {
    expect(findCorrection({ corrections, address })?.region).toBe(region)
  })

  it('finds nothing where there are no corrections', () => {
    expect(findCorrection({ corrections: undefined, address: '203.0.113.1' })).toBeNull()
  })
})

describe('parseRange', () => {
  it.each([
    ['203.0.113.7/24', '203.0.113.0', '203.0.113.255'],
    ['10.0.0.1', '10.0.0.1', '10.0.0.1'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/33', '2001:db8::', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::1/64', '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
  ])('reads %s as %s to %s', (text, first, last) => {
    const range = parseRange(text)!
    expect([formatAddress(range.first), formatAddress(range.last)]).toEqual([first, last])
  })

  it.each(['', '/', '1.2.3.4/33', '::/129', '1.2.3.4/', '1.2.3.4/8/8', '1.2.3/8'])('refuses %j', (text) => {
    expect(parseRange(text)).toBeNull()
  })
})

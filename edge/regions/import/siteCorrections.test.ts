import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../../brands.ts'
import { siteCorrections } from './siteCorrections.ts'

const correction = (range: string, region: string) => ({ range, region: region as RegionCode })
const moscow = correction('192.0.2.0/24', 'RU-MOW')

describe('siteCorrections', () => {
  it('folds in what the sites of the only company say', () => {
    expect(
      siteCorrections([
        { account: 'a', corrections: [moscow] },
        { account: 'a', corrections: [] },
      ]),
    ).toEqual({ folded: [moscow], left: 0 })
  })

  it('leaves those on which two sites disagree, however they write the range', () => {
    const other = correction('192.0.2.7/24', 'RU-TVE')
    const texas = correction('203.0.113.1', 'US-TX')
    expect(
      siteCorrections([
        { account: 'a', corrections: [moscow, texas] },
        { account: 'a', corrections: [other] },
      ]),
    ).toEqual({ folded: [texas], left: 2 })
  })

  it("lets no company change another's table", () => {
    expect(
      siteCorrections([
        { account: 'a', corrections: [moscow] },
        { account: 'b', corrections: [] },
      ]),
    ).toEqual({ folded: [], left: 1 })
  })
})

import { describe, expect, test } from 'vitest'
import type { E164, RegionCode, RouteId } from '../brands.ts'
import type { StaticNumber } from '../sites/siteSettings.ts'
import { chooseStatic, type StaticVisit } from './chooseStatic.ts'

const ROUTE = 'rou_one' as RouteId

/** A static number told by its last digits. */
const fixed = (line: number, match: StaticNumber['match'], route = ROUTE): StaticNumber => ({
  number: `+7495000${line}` as E164,
  region: 'RU-MOW' as RegionCode,
  route,
  match,
})

const visit = (over: Partial<StaticVisit> = {}): StaticVisit => ({
  url: 'https://shop.example/spring/?promo=May',
  params: { plan: 'pro' },
  touch: { source: 'google', campaign: 'brand', channel: 'Paid Search' },
  region: 'RU-MOW' as RegionCode,
  ...over,
})

const chosen = (statics: StaticNumber[], over: Partial<StaticVisit> = {}) => {
  const found = chooseStatic(statics, { route: ROUTE, visit: visit(over) })
  return found && [Number(found.number.slice(-4)), found.rule]
}

const LADDER = [
  fixed(1006, {}),
  fixed(1005, { region: 'RU-MOW' as RegionCode }),
  fixed(1004, { channel: 'Paid Search' }),
  fixed(1003, { source: 'google' }),
  fixed(1002, { source: 'google', campaign: 'brand' }),
  fixed(1001, { parameter: { name: 'promo', value: 'may' } }),
]

describe('the strongest condition decides', () => {
  test.each([
    [LADDER, [1001, 'parameter']],
    [LADDER.slice(0, 5), [1002, 'source-and-campaign']],
    [LADDER.slice(0, 4), [1003, 'source']],
    [LADDER.slice(0, 3), [1004, 'channel']],
    [LADDER.slice(0, 2), [1005, 'region']],
    [LADDER.slice(0, 1), [1006, 'all']],
    [[], null],
  ])('of %#', (statics, expected) => {
    expect(chosen(statics)).toEqual(expected)
    expect(chosen([...statics].reverse())).toEqual(expected)
  })
})

describe('a condition is met', () => {
  test.each<[string, StaticNumber['match'], boolean]>([
    ['by a parameter of the address', { parameter: { name: 'PROMO', value: 'may' } }, true],
    ['by a parameter of the session', { parameter: { name: 'plan', value: 'pro' } }, true],
    ['not by another value', { parameter: { name: 'promo', value: 'june' } }, false],
    ['by the landing page, whatever its slash', { landing: '/spring' }, true],
    ['by the landing page with its host', { landing: 'https://shop.example/Spring/' }, true],
    ['by what the landing page begins with', { landing: '/spr*' }, true],
    ['by the folder itself', { landing: '/spring/*' }, true],
    ['not by another page', { landing: '/spring/sale' }, false],
    ['not by part of a path', { landing: '/spr' }, false],
    ['without case', { source: 'Google', campaign: 'BRAND' }, true],
    ['only by all of them', { source: 'google', campaign: 'other' }, false],
    ['only in the region', { source: 'google', region: 'RU-SPE' as RegionCode }, false],
  ])('%s', (_, match, met) => {
    expect(chosen([fixed(1001, match)]) !== null).toBe(met)
  })
})

test('of two equally strong numbers the one with more conditions wins, then the first', () => {
  const exact = fixed(1002, { landing: '/spring', source: 'google' })
  expect(chosen([fixed(1001, { landing: '/spring' }), exact])).toEqual([1002, 'landing'])
  expect(chosen([fixed(1003, { landing: '/spring' }), fixed(1001, { landing: '/spr*' })])).toEqual([1003, 'landing'])
})

test('a number of another route is never given', () => {
  expect(chosen([fixed(1001, {}, 'rou_two' as RouteId)])).toBeNull()
})

test('a landing page that is no address has no path', () => {
  expect(chosen([fixed(1001, { landing: '/' })], { url: 'nonsense' })).toBeNull()
})

import { expect, test } from 'vitest'
import type { E164, RegionCode, RouteId } from '../brands.ts'
import { comparePools, type Difference, repairOf } from './comparePools.ts'

const [A, B, C] = ['+74950000001', '+74950000002', '+74950000003'] as E164[]
const hot = (over: { active?: E164[]; draining?: E164[]; stock?: E164[] }) => ({
  route: 'rou_a' as RouteId,
  region: 'RU-MOW' as RegionCode,
  active: (over.active ?? []).map((number) => ({ number, score: 0 })),
  draining: (over.draining ?? []).map((number) => ({ number, since: 0 })),
  stock: over.stock ?? [],
})

test('what both say alike is no difference', () => {
  const database = new Map([
    [A!, 'active'],
    [B!, 'draining'],
    [C!, 'stock'],
  ] as const)
  expect(comparePools({ hot: hot({ active: [A!], draining: [B!], stock: [C!] }), database })).toEqual([])
})

test('every number that only one has, or that is elsewhere in the other, is one', () => {
  const database = new Map([
    [A!, 'active'],
    [B!, 'stock'],
  ] as const)
  expect(comparePools({ hot: hot({ active: [B!, C!] }), database })).toEqual([
    { number: A, hot: null, database: 'active' },
    { number: B, hot: 'active', database: 'stock' },
    { number: C, hot: 'active', database: null },
  ])
})

test.each<[Omit<Difference, 'number'>, object]>([
  [
    { hot: null, database: 'draining' },
    { kind: 'fill', as: 'draining' },
  ],
  [{ hot: 'stock', database: null }, { kind: 'remove' }],
  [
    { hot: 'active', database: 'stock' },
    { kind: 'record', as: 'active' },
  ],
])('of %j: %j', (difference, repair) => {
  expect(repairOf({ number: A!, ...difference })).toEqual(repair)
})

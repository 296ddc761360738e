import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../../brands.ts'
import { DAY, HOUR } from '../../../clock.ts'
import { POLICY, type PoolPolicy } from '../../../pool/policy.ts'
import type { Overflow } from '../../../pool/pool.port.ts'

export const SITE = 'pk_demo' as SiteKey
/** Far enough ahead of the real clock that Redis itself never lets anything of ours expire. */
export const START = 2_100_000_000_000

const A = 'RU-MOW' as RegionCode
const B = 'RU-SPE' as RegionCode
const C = 'RU' as RegionCode
export const ROUTES = ['rou_1', 'rou_2'] as RouteId[]

export const POOLS = [
  { site: SITE, route: ROUTES[0]!, region: A, numbers: numbersFrom(0) },
  { site: SITE, route: ROUTES[0]!, region: B, numbers: numbersFrom(8) },
  { site: SITE, route: ROUTES[0]!, region: C, numbers: numbersFrom(16) },
  { site: SITE, route: ROUTES[1]!, region: A, numbers: numbersFrom(24) },
]
function numbersFrom(start: number): E164[] {
  return Array.from({ length: 8 }, (_, i) => `+749500000${String(start + i).padStart(2, '0')}` as E164)
}

/** By region and size. */
export const CHAINS = [
  [{ region: A, size: 2 }],
  [
    { region: A, size: 2 },
    { region: B, size: 3 },
  ],
  [
    { region: A, size: 4 },
    { region: B, size: 1, cap: 2 },
    { region: C, size: 2 },
  ],
  [
    { region: B, size: 2 },
    { region: A, size: 2 },
  ],
  [{ region: C, size: 2, cap: 0 }],
  [
    { region: B, size: 2, cap: 3 },
    { region: C, size: 2, cap: 8 },
  ],
  [],
]

export const STATIC = { number: '+78001000001' as E164, region: 'RU' as RegionCode }
export const SINK = { number: '+78001000002' as E164, region: 'RU' as RegionCode }
export const OVERFLOWS: Overflow[] = [
  { kind: 'share' },
  { kind: 'share' },
  { kind: 'share' },
  { kind: 'original' },
  { kind: 'number', number: '+78001000003' as E164, region: 'RU' as RegionCode },
]

/** Seven sessions of five visitors, two of them without an id; two sessions of one visitor. */
export const SESSIONS = ['vis_a', 'vis_a', 'vis_b', 'vis_c', 'vis_d', null, null].map((visitor, i) => ({
  session: `ses_${i}` as SessionId,
  visitor: visitor as VisitorId | null,
  pages: [`pag_${i}x`, `pag_${i}y`] as PageId[],
}))

const U = 10_000
const SHORT: PoolPolicy = {
  ...POLICY,
  growBelow: 3 * U,
  interestRest: 7 * U,
  stickyRest: 6 * U,
  visitLength: 5 * U,
  lease: 2 * U,
  leaseMax: 12 * U,
  ring: 3,
  burstFloor: 1,
  burstShare: 0.2,
  burstWindow: 4 * U,
  sticky: 30 * U,
  liveLeases: 2,
  tapOnce: U,
  retry: 5 * U,
}
/** The house's own policy, and short ones whose limits a short history meets. */
export const POLICIES: PoolPolicy[] = [
  SHORT,
  { ...SHORT, ring: 2, liveLeases: 1, burstFloor: 2, burstShare: 0.5, visitLength: U, growBelow: 4 * U },
  { ...SHORT, ring: 1, liveLeases: 3, burstFloor: 0, burstShare: 0.34, sticky: 6 * U, stickyRest: 8 * U, visitLength: 0 },
  { ...POLICY, ring: 4 },
]

/** ms by which the clock may jump under a policy: to each limit, just before and just after it, and back. */
export function jumpsOf({
  lease,
  growBelow,
  stickyRest,
  visitLength,
  burstWindow,
  retry,
  tapOnce,
  leaseMax,
  sticky,
}: PoolPolicy): number[] {
  const limits = [lease, growBelow, stickyRest, visitLength, burstWindow, retry, tapOnce, leaseMax, growBelow - lease, sticky]
  return [
    0,
    1,
    37,
    tapOnce,
    tapOnce,
    tapOnce - 1,
    lease - 1,
    lease + 1,
    -1,
    -lease,
    -3,
    HOUR,
    lease / 2,
    lease / 2,
    tapOnce,
    retry + 1,
    growBelow + 1,
    growBelow,
    sticky + 1,
    35 * DAY,
    lease + stickyRest,
    lease + stickyRest,
    lease + growBelow,
    leaseMax - tapOnce,
    leaseMax - tapOnce,
  ].concat(limits)
}

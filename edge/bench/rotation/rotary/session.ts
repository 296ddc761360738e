import type { PageId } from '../../../brands.ts'
import type { PoolPolicy } from '../../../pool/policy.ts'
import type { BeaconCommand, ChainStep, HeldSlot, LeaseCommand, SlotLease, SlotSigns } from '../../../pool/pool.port.ts'
import { askedAt } from '../lazyLease.ts'
import type { Visit } from '../traffic/visit.ts'
import { ROUTE, SITE, START, pageName, regionName, sessionName, visitorName } from './names.ts'

const SLOT = 'main'

/** What happens next in a session, ms since the epoch. */
export interface Step {
  at: number
  kind: 'lease' | 'show' | 'beacon' | 'tap' | 'hide'
}

/** A page of the widget, as far as the edge can see it. */
export interface Session {
  readonly visit: Visit
  readonly index: number
  /** Number that the page shows; null = the company's own. */
  held: { number: HeldSlot['number']; region: HeldSlot['region']; how: HeldSlot['how'] } | null
  leasedAt: number
  /** Index of the page view. */
  view: number
  nextBeacon: number
  tapped: boolean
  intentSent: boolean
}

export const openSession = (visit: Visit, index: number): Session => ({
  visit,
  index,
  held: null,
  leasedAt: 0,
  view: 0,
  nextBeacon: 0,
  tapped: false,
  intentSent: false,
})

/** When the session asks for its number, and on which page view; null = it left before. */
export const firstStep = (session: Session): Step | null => {
  const asked = askedAt(session.visit)
  if (asked === null) return null
  const { pages } = session.visit
  while (pages[session.view * 2 + 1]! <= asked) session.view++
  return { at: START + Math.max(asked, pages[session.view * 2]!), kind: 'lease' }
}

/** What comes after a step, in a session that holds a number. */
export const stepAfter = (session: Session, { kind }: Step): Step | null => {
  const { visit, nextBeacon } = session
  const { pages } = visit
  if (kind === 'hide') {
    session.view++
    const next = pages[session.view * 2]
    return next === undefined ? null : { at: START + next, kind: 'show' }
  }
  const hideAt = START + pages[session.view * 2 + 1]!
  const tapAt = visit.tapAt === null || session.tapped ? Infinity : START + visit.tapAt
  if (tapAt <= Math.min(hideAt, nextBeacon)) return { at: tapAt, kind: 'tap' }
  return nextBeacon < hideAt ? { at: nextBeacon, kind: 'beacon' } : { at: hideAt, kind: 'hide' }
}

interface Place {
  chain: ChainStep[]
  policy: PoolPolicy
}

const common = ({ visit, index }: Session) => ({
  site: SITE,
  session: sessionName(index),
  visitor: visitorName(visit.visitor),
  startedAt: START + visit.pages[0]!,
  profile: { device: visit.device, region: visit.region < 0 ? null : regionName(visit.region), weight: 1, suspect: visit.suspect },
  preferRegion: false,
  overflow: { kind: 'share' } as const,
  sink: null,
})

const pageOf = ({ index, view }: Session): PageId => pageName(index, view)

export const leaseCommand = (session: Session, { chain, policy }: Place): LeaseCommand => ({
  ...common(session),
  page: pageOf(session),
  request: 'first',
  slots: [{ slot: SLOT, route: ROUTE, chain, exclusive: false }],
  limits: [],
  policy,
  visit: '{}',
})

export const beaconCommand = (session: Session, { chain, policy }: Place, { at, kind }: Step, intent: boolean): BeaconCommand => {
  const { visit, held, leasedAt } = session
  const signs: SlotSigns = {}
  if (kind === 'tap') {
    signs.tappedAt = at
    session.tapped = true
  }
  if (intent && visit.intentAt !== null && !session.intentSent && START + visit.intentAt <= at) {
    signs.intentAt = START + visit.intentAt
    session.intentSent = true
  }
  return {
    ...common(session),
    page: pageOf(session),
    policy,
    state: kind === 'hide' ? 'hidden' : 'visible',
    slots: [{ slot: SLOT, route: ROUTE, chain, exclusive: false, ...held!, signs }],
    leasedAt,
    events: '[]',
  }
}

/** The page shows what it was answered. */
export const take = (session: Session, lease: SlotLease | undefined, at: number): void => {
  if (lease?.kind !== 'leased') {
    session.held = null
    return
  }
  const { number, region, how } = lease
  session.held = { number, region, how }
  session.leasedAt = at
}

import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import type { HolderProfile, NumberHistory } from './holder.ts'
import type { Admission, MeterStep } from './meter.port.ts'
import type { PoolPolicy } from './policy.ts'

/** One region of a slot's chain with what sizing says of its pool. */
export interface ChainStep {
  region: RegionCode
  /** N: active numbers that the pool should have. */
  size: number
  /** Most active numbers that growth may reach; absent: by policy from `size`. */
  cap?: number
}

/** A slot that wants a number. All slots of one command get different numbers. */
export interface SlotWish {
  slot: string
  route: RouteId
  /** In order of preference, the exact region first; empty → `exhausted`. A region stands in it once. */
  chain: ChainStep[]
  /** `forwardTo`: never shared; when none is left the slot is `exhausted`. */
  exclusive: boolean
  /** A static number of the visit's source: given as it is, nothing is consumed. */
  fixed?: { number: E164; region: RegionCode }
}

/** A counter that a lease adds one to; over `max` the visit is suspect. */
export interface LeaseLimit {
  /** HMAC of the address, network or visitor with a daily salt. */
  key: string
  max: number
  /** ms that the counter lives, an hour at most. */
  window: number
}

/** What happens when nothing in the chain is free: share, keep the page's own number, or one overflow number of the site. */
export type Overflow = { kind: 'share' } | { kind: 'original' } | { kind: 'number'; number: E164; region: RegionCode }

export interface LeaseCommand {
  site: SiteKey
  /** A retry with the same id gets the same answer and changes nothing. */
  request: string
  session: SessionId
  /** Null where consent allows no id: then nothing sticks. */
  visitor: VisitorId | null
  page: PageId
  /** ms, edge clock: when the visit began. */
  startedAt: number
  profile: HolderProfile
  slots: SlotWish[]
  /** Stay in the exact region: take back and grow there before looking further down the chain. */
  preferRegion: boolean
  overflow: Overflow
  /** Given to suspects; null: they keep the page's own number. */
  sink: { number: E164; region: RegionCode } | null
  limits: LeaseLimit[]
  policy: PoolPolicy
  /** JSON object written into the outbox entry of this lease as it is (the visit: touch, device, consent …). */
  visit: string
}

/** How a number was chosen. `free`: rested less than wanted, but nobody holds it. */
export type LeaseHow = 'sticky' | 'rested' | 'taken-back' | 'grown' | 'free' | 'shared' | 'overflow' | 'sink' | 'static'

export type SlotLease =
  | {
      kind: 'leased'
      slot: string
      route: RouteId
      region: RegionCode
      number: E164
      how: LeaseHow
      /** Index in the chain of the step that gave it; -1 for fixed, overflow and sink numbers. */
      step: number
      /**
       * ms since its last holder left, negative while another page still holds it; null = never held. Where he showed interest in the phone,
       * `policy.interestRest` less, unless it is `free`.
       */
      rest: number | null
      shared: boolean
    }
  | { kind: 'exhausted'; slot: string; route: RouteId }
  /** Only for suspects without a sink number. */
  | { kind: 'refused'; slot: string; route: RouteId }

/** `unbuilt`: the site's hot state is missing (its `built` mark is gone): rebuild it, then try again. */
export type LeaseOutcome =
  | {
      kind: 'answered'
      at: number
      suspect: boolean
      /** Over one of the limits. */ limited: boolean
      repeated: boolean
      /** Of the first answer to this request: a retry may come before the page knows them. */
      session: SessionId
      visitor: VisitorId | null
      slots: SlotLease[]
    }
  | { kind: 'unbuilt' }

/** Interest shown since the last beacon: ms, edge clock; the earliest of each kind is enough. */
export interface SlotSigns {
  tappedAt?: number
  copiedAt?: number
  intentAt?: number
}

export interface HeldSlot extends SlotWish {
  /** The number that the token says the page shows, and its pool's region. */
  number: E164
  region: RegionCode
  how: LeaseHow
  signs: SlotSigns
}

export interface BeaconCommand extends Omit<LeaseCommand, 'slots' | 'request' | 'limits' | 'visit'> {
  state: 'visible' | 'hidden'
  slots: HeldSlot[]
  /** When the lease began, ms: it ends after `policy.leaseMax`. */
  leasedAt: number
  /** JSON array of events for the outbox entry; '[]' writes none, unless a number was replaced. */
  events: string
}

export type SlotKeep =
  | { kind: 'kept'; slot: string; shared: boolean }
  | { kind: 'replaced'; slot: string; lease: SlotLease & { kind: 'leased' } }
  | { kind: 'gone'; slot: string }

export type BeaconOutcome = { kind: 'answered'; at: number; slots: SlotKeep[] } | { kind: 'unbuilt' }

export interface CallNote {
  site: SiteKey
  route: RouteId
  region: RegionCode
  number: E164
  /** JSON object: the call event, written into the outbox as it is. */
  event: string
  /** Counted in the same round trip; a fault of it is an admission. */
  meter?: MeterStep
}

/** State of a pool as reports and sizing see it. */
export interface PoolState {
  route: RouteId
  region: RegionCode
  active: { number: E164; score: number }[]
  draining: { number: E164; since: number }[]
  stock: E164[]
}

/** How often a pool answered so within one hour. Suspects count as `sink` or `refused`, apart from demand. */
export interface HourLoad {
  /** Hours since the epoch. */
  hour: number
  route: RouteId
  /** Of the number given; of the exact region where none was. Empty: not known. */
  region: RegionCode | ''
  how: LeaseHow | 'exhausted' | 'refused'
  count: number
}

export interface PoolRef {
  site: SiteKey
  route: RouteId
  region: RegionCode
}

/** The hot path. One round trip per call; every call that changes something writes its outbox entry in the same step. */
export interface Pool {
  /** Numbers for the slots of one page; see ROTATION.md "Lease". */
  lease(command: LeaseCommand): Promise<LeaseOutcome>
  /** Keeps or ends the page's lease and notes taps, copies and intent. */
  beacon(command: BeaconCommand): Promise<BeaconOutcome>
  /** Writes the call's event to the outbox, marks the number's last call and returns who held it; with `meter` whether the account's limits admit it. */
  call(note: CallNote): Promise<{ at: number; history: NumberHistory; admission?: Admission }>
  /** Who held the number, newest first; changes nothing. */
  history(ref: PoolRef & { number: E164 }): Promise<NumberHistory>
  /**
   * Numbers decided in Postgres enter the pool: as unused stock, at once as active, or (in a rebuild) as draining. Idempotent:
   * what is active or draining in the pool already stays so, since Postgres may not have heard of that yet. `lastSeen`: ms at which a number's last holder was last seen, as far as
   * Postgres knows; without it the number counts as never held.
   */
  fill(ref: PoolRef, numbers: E164[], as: 'stock' | 'active' | 'draining', lastSeen?: Partial<Record<E164, number>>): Promise<void>
  /** Active numbers leave rotation: they still route calls and may be taken back. Idempotent. */
  drain(ref: PoolRef, numbers: E164[]): Promise<E164[]>
  /** Draining numbers are active again. Idempotent. */
  takeBack(ref: PoolRef, numbers: E164[]): Promise<E164[]>
  /** Numbers leave the pool altogether, whatever their state (stored, retired, moved). Idempotent. */
  remove(ref: PoolRef, numbers: E164[]): Promise<void>
  /**
   * Erases the visitor's own numbers, and him and his sessions from every number's holders; nobody else notices. Idempotent. A page of
   * his that is still open is a holder again with its next beacon. Answers to his requests live on for `policy.retry`, in Durable
   * Objects for an hour at most.
   */
  forgetVisitor(site: SiteKey, visitor: VisitorId): Promise<void>
  state(ref: PoolRef): Promise<PoolState>
  /** What leases did in the hours `from` to `to` (hours since the epoch, both included), of the last 35 days. */
  load(site: SiteKey, from: number, to: number): Promise<HourLoad[]>
}

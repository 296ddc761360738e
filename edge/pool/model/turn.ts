import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../brands.ts'
import { HOUR } from '../../clock.ts'
import type { HolderProfile } from '../holder.ts'
import { COUNTS_LIFE, hourOf } from '../keys.ts'
import type { HourLoad, LeaseHow, Overflow, SlotLease, SlotWish } from '../pool.port.ts'
import type { PoolPolicy } from '../policy.ts'
import { growthCap } from '../size.ts'
import { ringOf, showIn, watchedBy } from './ring.ts'
import { poolOf, type PoolModel, type SiteModel } from './siteModel.ts'

/** What the lease and the beacon commands share. */
export interface RotationCommand {
  site: SiteKey
  session: SessionId
  visitor: VisitorId | null
  page: PageId
  startedAt: number
  profile: HolderProfile
  preferRegion: boolean
  overflow: Overflow
  sink: { number: E164; region: RegionCode } | null
  policy: PoolPolicy
}

/** One command being answered: its numbers are all different. */
export interface Turn {
  model: SiteModel
  command: RotationCommand
  now: number
  /** Numbers that this answer already uses, or that the page must not be given again. */
  taken: Set<E164>
}

/** One step of a slot's chain with the pool that it names. */
export interface Step {
  pool: PoolModel
  cap: number
}

/** A number chosen: `step` is the index in the chain. */
export interface Choice {
  step: number
  number: E164
  how: LeaseHow
  score: number
}

export type Leased = SlotLease & { kind: 'leased' }

/** How many of the newest draining numbers are looked at for one that has rested. */
const TAKE_BACK_LOOKS = 8

/** A pool named twice in one command has the cap of its first naming, as in the script. */
export function stepsOf({ model, command }: Turn, slots: SlotWish[]): Step[][] {
  const caps = new Map<PoolModel, number>()
  return slots.map(({ route, chain }) =>
    chain.map((step) => {
      const pool = poolOf(model, route, step.region)
      let cap = caps.get(pool)
      if (cap === undefined) caps.set(pool, (cap = growthCap(step, command.policy)))
      return { pool, cap }
    }),
  )
}

export function countIn({ model, now }: Turn, route: RouteId, region: RegionCode | '', how: HourLoad['how']): void {
  const hour = hourOf(now)
  let load = model.loads.get(hour)
  if (!load) model.loads.set(hour, (load = { expiresAt: (hour + 1) * HOUR + COUNTS_LIFE, counts: new Map() }))
  const field = `${route}|${region}|${how}`
  load.counts.set(field, (load.counts.get(field) ?? 0) + 1)
  model.listener?.load(hour)
}

/** A number that was never held (score 0) has rested since 1970. */
const hasRested = ({ command, now }: Turn, score: number) => now - score >= command.policy.growBelow

function moved({ model }: Turn, pool: PoolModel, number: E164, move: 'grown' | 'taken-back'): void {
  model.listener?.number(pool, number)
  model.listener?.event({ type: 'moved', number, route: pool.route, region: pool.region, move })
}

/** A number of the pool that nobody has held for a while: rested, taken back or grown. */
function fresh(turn: Turn, { pool, cap }: Step): Omit<Choice, 'step'> | null {
  const { command, now, taken } = turn
  const { policy } = command
  const head = pool.active.first(taken)
  if (head !== undefined && hasRested(turn, pool.active.score(head)!))
    return { number: head, how: 'rested', score: pool.active.score(head)! }
  if (pool.draining.size > 0) {
    for (const number of pool.draining.top(TAKE_BACK_LOOKS)) {
      const { released } = ringOf(pool, number)
      if (taken.has(number) || !hasRested(turn, released)) continue
      pool.draining.delete(number)
      pool.active.set(number, released)
      moved(turn, pool, number, 'taken-back')
      return { number, how: 'taken-back', score: released }
    }
  }
  const unused = pool.stock.first(taken)
  if (unused === undefined || pool.active.size >= cap) return null
  const burst = pool.burst && pool.burst.expiresAt >= now ? pool.burst : null
  if ((burst?.added ?? 0) >= Math.max(policy.burstFloor, Math.ceil(policy.burstShare * pool.active.size))) return null
  if (burst) burst.added += 1
  else pool.burst = { added: 1, expiresAt: now + policy.burstWindow }
  turn.model.listener?.burst(pool)
  pool.stock.delete(unused)
  pool.active.set(unused, 0)
  moved(turn, pool, unused, 'grown')
  return { number: unused, how: 'grown', score: 0 }
}

/** How many of the numbers whose score is further off than a lease are looked at for one that nobody holds. */
const WAITING_LOOKS = 8

/** A number that waits for its last visitor's call: better than one that somebody looks at. */
function waiting({ command, now, taken }: Turn, pool: PoolModel): Omit<Choice, 'step'> | null {
  const { lease, interestRest } = command.policy
  for (const [number, score] of pool.active.above(now + lease, WAITING_LOOKS)) {
    if (taken.has(number) || ringOf(pool, number).live.some(({ finish }) => finish > now)) continue
    return { number, how: 'free', score: score - interestRest }
  }
  return null
}

/** A number for a slot that nobody else holds. `kept`: the page's own number is free again, better than one that rested little. */
export function unheld(turn: Turn, chain: Step[], { exclusive, kept }: { exclusive: boolean; kept: boolean }): Choice | null {
  const { preferRegion } = turn.command
  const near = preferRegion ? 1 : chain.length
  for (let step = 0; step < near; step++) {
    const choice = fresh(turn, chain[step]!)
    if (choice) return { step, ...choice }
  }
  if (kept) return null
  const exact = chain[0]!.pool
  const number = exact.active.first(turn.taken)
  if (number !== undefined && exact.active.score(number)! <= turn.now)
    return { step: 0, number, how: 'free', score: exact.active.score(number)! }
  const spared = waiting(turn, exact)
  if (spared) return { step: 0, ...spared }
  if (!preferRegion || !(exclusive || number === undefined)) return null
  for (let step = 1; step < chain.length; step++) {
    const choice = fresh(turn, chain[step]!)
    if (choice) return { step, ...choice }
  }
  return null
}

/** The number to be released soonest: of the exact region, else of the first region that has any. */
export function soonest({ taken }: Turn, chain: Step[]): Choice | null {
  for (const [step, { pool }] of chain.entries()) {
    const number = pool.active.first(taken)
    if (number !== undefined) return { step, number, how: 'shared', score: pool.active.score(number)! }
  }
  return null
}

/** A number that belongs to no pool: static, sink or overflow. */
export function outside(
  turn: Turn,
  { slot, route }: SlotWish,
  { number, region, how, shared }: { number: E164; region: RegionCode; how: LeaseHow; shared: boolean },
): Leased {
  turn.taken.add(number)
  countIn(turn, route, region, how)
  return { kind: 'leased', slot, route, region, number, how, step: -1, rest: null, shared }
}

/** Gives a number of a pool to the session. */
export function give(turn: Turn, slot: string, chain: Step[], { step, number, how, score }: Choice): Leased {
  const { model, command, now, taken } = turn
  const { policy, visitor } = command
  const { pool } = chain[step]!
  const finish = now + policy.lease
  const ring = ringOf(pool, number)
  const { others } = watchedBy(ring, command, now)
  const free = ring.live.every((entry) => entry.finish <= now)
  showIn(ring, command, { finish, shownAt: now, anew: true, size: policy.ring, now })
  ring.released = free ? finish : Math.max(ring.released, finish)
  pool.rings.set(number, ring)
  if (free || finish > pool.active.score(number)!) pool.active.set(number, finish)
  model.listener?.number(pool, number)
  if (visitor !== null) {
    let known = model.visitors.get(visitor)
    if (!known || known.expiresAt < now) model.visitors.set(visitor, (known = { expiresAt: 0, slots: new Map() }))
    const before = (known.slots.get(slot) ?? []).filter((own) => own.number !== number && own.finish > now)
    known.slots.set(slot, [{ number, route: pool.route, region: pool.region, finish }, ...before.slice(0, policy.liveLeases - 1)])
    known.expiresAt = now + policy.sticky
    model.listener?.visitor(visitor)
  }
  taken.add(number)
  countIn(turn, pool.route, pool.region, how)
  const rest = score === 0 ? null : now - score
  return { kind: 'leased', slot, route: pool.route, region: pool.region, number, how, step, rest, shared: others }
}

/** The visitor's own numbers of a slot, unless they are forgotten. */
export function ownNumbers({ model, command, now }: Turn, slot: string) {
  const known = command.visitor === null ? undefined : model.visitors.get(command.visitor)
  return known && known.expiresAt >= now ? known.slots.get(slot) : undefined
}

import type { BeaconCommand, BeaconOutcome, HeldSlot, SlotKeep } from '../pool.port.ts'
import { leaveRing, ringOf, showIn, signIn, watchedBy } from './ring.ts'
import { poolOf, type PoolModel, type Ring, type SiteModel } from './siteModel.ts'
import { give, outside, ownNumbers, soonest, stepsOf, unheld, type Leased, type Step, type Turn } from './turn.ts'

interface Hold {
  slot: HeldSlot
  pool: PoolModel
  ring: Ring
  /** Active or draining. */
  bound: boolean
  chain: Step[]
}

/** Keeps or ends the leases of one page: what BEACON_LUA does, step by step. Changes the model in place. `now`: ms, edge clock. */
export function keepInModel(model: SiteModel, command: BeaconCommand, now: number): BeaconOutcome {
  if (model.built === null) return { kind: 'unbuilt' }
  const { session, page, state, slots, events } = command
  const turn: Turn = { model, command, now, taken: new Set(slots.map(({ number }) => number)) }
  const chains = stepsOf(turn, slots)
  const answers = slots.map((slot, i) => keepSlot(turn, command, slot, chains[i]!))
  const replaced = answers.flatMap((answer) => (answer.kind === 'replaced' ? [answer.lease] : []))
  if (events !== '[]' || replaced.length > 0) model.listener?.event({ type: 'beacon', session, page, state, events, replaced })
  return { kind: 'answered', at: now, slots: answers }
}

function keepSlot(turn: Turn, command: BeaconCommand, slot: HeldSlot, chain: Step[]): SlotKeep {
  const { how, number, route, region } = slot
  if (how === 'static' || how === 'sink' || how === 'overflow') return { kind: 'kept', slot: slot.slot, shared: how === 'overflow' }
  const pool = poolOf(turn.model, route, region)
  const ring = ringOf(pool, number)
  const owner = ring.holders.at(-1)
  const own = owner?.session === command.session || (command.visitor !== null && owner?.visitor === command.visitor)
  const hold = { slot, pool, ring, bound: pool.active.has(number) || pool.draining.has(number), chain }
  if (command.state === 'hidden') {
    end(turn, hold)
    return own ? { kind: 'kept', slot: slot.slot, shared: false } : { kind: 'gone', slot: slot.slot }
  }
  if (turn.now >= command.leasedAt + command.policy.leaseMax) {
    end(turn, hold)
    return { kind: 'gone', slot: slot.slot }
  }
  return hold.bound && (own || !owner) ? keep(turn, command, hold) : replace(turn, command, hold)
}

function keep(turn: Turn, command: BeaconCommand, { slot, pool, ring }: Hold): SlotKeep {
  const { now, model } = turn
  const { lease, leaseMax, ring: size, tapOnce } = command.policy
  const finish = Math.min(now + lease, command.leasedAt + leaseMax)
  showIn(ring, command, { finish, shownAt: Math.min(command.leasedAt, now), anew: false, size, now })
  signIn(ring, command, slot.signs, { tapOnce, now })
  ring.released = Math.max(ring.released, finish)
  pool.rings.set(slot.number, ring)
  const score = pool.active.score(slot.number)
  if (score !== undefined && finish > score) pool.active.set(slot.number, finish)
  model.listener?.number(pool, slot.number)
  lasts(turn, slot, finish)
  return { kind: 'kept', slot: slot.slot, shared: watchedBy(ring, command, now).others }
}

/** The page no longer shows the number. */
function end(turn: Turn, { slot, pool, ring }: Hold): void {
  const { command, now, model } = turn
  const signed = signIn(ring, command, slot.signs, { tapOnce: command.policy.tapOnce, now })
  const ended = leaveRing(ring, command, { interestRest: command.policy.interestRest, now })
  if (ended) {
    if (pool.active.has(slot.number)) pool.active.set(slot.number, ring.released)
    lasts(turn, slot, now)
  }
  if (!signed && !ended) return
  ring.live = ring.live.filter(({ finish }) => finish > now)
  model.listener?.number(pool, slot.number)
}

/** What is known of the visitor's lease on the number: when it ends. */
function lasts(turn: Turn, { slot, number }: HeldSlot, finish: number): void {
  const { model, command } = turn
  for (const own of ownNumbers(turn, slot) ?? []) if (own.number === number) own.finish = finish
  if (command.visitor !== null && model.visitors.has(command.visitor)) model.listener?.visitor(command.visitor)
}

/** The number went to another session meanwhile, or left the pool. */
function replace(turn: Turn, command: BeaconCommand, hold: Hold): SlotKeep {
  const { slot, ring, bound, chain } = hold
  const { overflow } = command
  const gone = (): SlotKeep => {
    end(turn, hold)
    return { kind: 'gone', slot: slot.slot }
  }
  const replaced = (lease: () => Leased): SlotKeep => {
    end(turn, hold)
    return { kind: 'replaced', slot: slot.slot, lease: lease() }
  }
  if (command.profile.suspect) return gone()
  const free = bound && !watchedBy(ring, command, turn.now).others
  const choice = chain.length > 0 ? unheld(turn, chain, { exclusive: slot.exclusive, kept: free }) : null
  if (choice) return replaced(() => give(turn, slot.slot, chain, choice))
  if (free) return keep(turn, command, hold)
  if (slot.exclusive || overflow.kind === 'original') return gone()
  if (overflow.kind === 'number') {
    if (chain.length === 0 || turn.taken.has(overflow.number)) return gone()
    return replaced(() => outside(turn, slot, { number: overflow.number, region: overflow.region, how: 'overflow', shared: true }))
  }
  if (bound) return keep(turn, command, hold)
  const shared = soonest(turn, chain)
  return shared ? replaced(() => give(turn, slot.slot, chain, shared)) : gone()
}

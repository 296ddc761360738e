import { answerOf, windowAt } from '../keys.ts'
import type { LeaseCommand, LeaseOutcome, SlotLease, SlotWish } from '../pool.port.ts'
import { ringOf, watchedBy } from './ring.ts'
import type { SiteModel } from './siteModel.ts'
import { countIn, give, outside, ownNumbers, soonest, stepsOf, unheld, type Leased, type Step, type Turn } from './turn.ts'

/** Numbers for the slots of one page: what LEASE_LUA does, step by step. Changes the model in place. `now`: ms, edge clock. */
export function leaseFromModel(model: SiteModel, command: LeaseCommand, now: number): LeaseOutcome {
  if (model.built === null) return { kind: 'unbuilt' }
  const { request, session, visitor, page, visit, policy } = command
  const id = answerOf(page, request)
  const before = model.answers.get(id)
  if (before && before.expiresAt >= now) return { ...before.outcome, repeated: true }

  const limited = countUses(model, command, now)
  const suspect = command.profile.suspect || limited
  const turn: Turn = { model, command, now, taken: new Set() }
  const slots = suspect ? leaseToSuspect(turn, command.slots) : leaseSlots(turn, command.slots)

  model.listener?.event({ type: 'lease', request, session, visitor, page, suspect, slots, visit })
  const outcome = { kind: 'answered', at: now, suspect, limited, repeated: false, session, visitor, slots } as const
  model.answers.set(id, { outcome, expiresAt: now + policy.retry })
  model.listener?.answer(id)
  return outcome
}

/** Adds one to each limit's counter; answers whether any is over. */
function countUses(model: SiteModel, { limits }: LeaseCommand, now: number): boolean {
  let limited = false
  for (const { key, max, window } of limits) {
    const { name, end } = windowAt(window, now)
    const id = `${name} ${key}`
    let counter = model.limits.get(id)
    if (!counter || counter.expiresAt < now) model.limits.set(id, (counter = { uses: 0, expiresAt: end }))
    counter.uses += 1
    if (counter.uses > max) limited = true
    model.listener?.limit(id)
  }
  return limited
}

function leaseToSuspect(turn: Turn, slots: SlotWish[]): SlotLease[] {
  const { sink } = turn.command
  return slots.map((wish) => {
    if (sink && !turn.taken.has(sink.number)) return outside(turn, wish, { ...sink, how: 'sink', shared: false })
    countIn(turn, wish.route, sink?.region ?? '', 'refused')
    return { kind: 'refused', slot: wish.slot, route: wish.route }
  })
}

function leaseSlots(turn: Turn, slots: SlotWish[]): SlotLease[] {
  const answers: (SlotLease | undefined)[] = []
  for (const [i, wish] of slots.entries()) {
    if (wish.fixed && !turn.taken.has(wish.fixed.number)) answers[i] = outside(turn, wish, { ...wish.fixed, how: 'static', shared: false })
  }
  const steps = stepsOf(turn, slots)
  // The visitor's own numbers first, so that no other slot of his takes them.
  for (const [i, wish] of slots.entries()) answers[i] ??= leaseAgain(turn, wish, steps[i]!)
  return slots.map((wish, i) => answers[i] ?? leaseOther(turn, wish, steps[i]!))
}

function leaseAgain(turn: Turn, { slot, exclusive }: SlotWish, chain: Step[]): Leased | undefined {
  const { command, now, taken } = turn
  const own = ownNumbers(turn, slot)?.[0]
  if (!own) return undefined
  const step = chain.findIndex(({ pool }) => pool.route === own.route && pool.region === own.region)
  const pool = chain[step]?.pool
  const score = pool?.active.score(own.number)
  if (!pool || score === undefined || taken.has(own.number)) return undefined
  const ring = ringOf(pool, own.number)
  const watched = watchedBy(ring, command, now)
  const { visitLength, stickyRest } = command.policy
  const his = ring.holders.at(-1)?.visitor === command.visitor
  const due = his || now - command.startedAt < visitLength || now - score >= stickyRest
  const free = !watched.others || (watched.own && !exclusive)
  return due && free ? give(turn, slot, chain, { step, number: own.number, how: 'sticky', score }) : undefined
}

function leaseOther(turn: Turn, wish: SlotWish, chain: Step[]): SlotLease {
  const { slot, route, exclusive } = wish
  const { overflow, policy } = turn.command
  const live = ownNumbers(turn, slot)?.filter(({ finish }) => finish > turn.now).length ?? 0
  if (chain.length > 0 && live < policy.liveLeases) {
    const choice =
      unheld(turn, chain, { exclusive, kept: false }) ?? (overflow.kind === 'share' && !exclusive ? soonest(turn, chain) : null)
    if (choice) return give(turn, slot, chain, choice)
    if (overflow.kind === 'number' && !exclusive && !turn.taken.has(overflow.number)) {
      return outside(turn, wish, { number: overflow.number, region: overflow.region, how: 'overflow', shared: true })
    }
  }
  countIn(turn, route, chain[0]?.pool.region ?? '', 'exhausted')
  return { kind: 'exhausted', slot, route }
}

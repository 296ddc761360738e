import type { E164, PageId } from '../../../brands.ts'
import { HOUR } from '../../../clock.ts'
import { forgetInModel } from '../../../pool/model/forgetInModel.ts'
import { keepInModel } from '../../../pool/model/keepInModel.ts'
import { leaseFromModel } from '../../../pool/model/leaseFromModel.ts'
import { callInModel, drainInModel, fillModel, historyInModel, removeFromModel, takeBackInModel } from '../../../pool/model/moveInModel.ts'
import { newSiteModel, type ModelListener, type OutboxEvent, type SiteModel } from '../../../pool/model/siteModel.ts'
import { sweepModel } from '../../../pool/model/sweepModel.ts'
import type { BeaconCommand, HeldSlot, LeaseCommand, SlotSigns, SlotWish } from '../../../pool/pool.port.ts'
import {
  beaconCall,
  callCall,
  drainCall,
  fillCall,
  forgetCall,
  historyCall,
  leaseCall,
  removeCall,
  takeBackCall,
  type ScriptCall,
} from '../../../pool/redis/poolCalls.ts'
import type { Plan, PlannedStep } from './plan.ts'
import { CHAINS, jumpsOf, OVERFLOWS, POLICIES, POOLS, ROUTES, SESSIONS, SINK, SITE, START, STATIC } from './world.ts'

/** What the scripts must be asked, when, and what they must answer. */
export interface PlayedStep {
  now: number
  call: ScriptCall<unknown>
  expected: unknown
}

export interface PlayedHistory {
  /** Steps before which the site's mark of being built goes. */
  unbuiltAt: number | null
  steps: PlayedStep[]
  model: SiteModel
  events: OutboxEvent[]
  now: number
}

interface OpenPage {
  lease: LeaseCommand
  leasedAt: number
  slots: HeldSlot[]
}

/** Plays a plan on the model and notes what Redis must do likewise. `store` is told of every change; `stored` runs after each step. */
export function playInModel(
  { policy: which, setup, steps: plan }: Plan,
  { store, stored }: { store?: ModelListener; stored?: (model: SiteModel, now: number) => void } = {},
): PlayedHistory {
  const policy = POLICIES[which % POLICIES.length]!
  const jumps = jumpsOf(policy)
  const events: OutboxEvent[] = []
  const listener: ModelListener = {
    event: (event) => {
      events.push(structuredClone(event))
      store?.event(event)
    },
    number: (pool, number) => store?.number(pool, number),
    burst: (pool) => store?.burst(pool),
    visitor: (visitor) => store?.visitor(visitor),
    answer: (request) => store?.answer(request),
    limit: (key) => store?.limit(key),
    load: (hour) => store?.load(hour),
  }
  const model = newSiteModel(1, listener)
  const steps: PlayedStep[] = []
  const leases: LeaseCommand[] = []
  const pages = new Map<PageId, OpenPage>()
  let now = START
  let unbuiltAt: number | null = null
  let requests = 0

  const play = (call: ScriptCall<unknown>, expected: unknown) => void steps.push({ now, call, expected: structuredClone(expected) })

  const lease = (command: LeaseCommand) => {
    const outcome = leaseFromModel(model, command, now)
    play(leaseCall(command, now), outcome)
    if (outcome.kind !== 'answered' || outcome.repeated) return
    const slots = outcome.slots.flatMap((answer, i): HeldSlot[] => {
      if (answer.kind !== 'leased') return []
      return [{ ...command.slots[i]!, number: answer.number, region: answer.region, how: answer.how, signs: {} }]
    })
    if (slots.length > 0) pages.set(command.page, { lease: command, leasedAt: now, slots })
  }

  const look = (which: number, number: number) => {
    const ref = { ...POOLS[which]!, number: POOLS[which]!.numbers[number]! }
    play(historyCall(ref), historyInModel(model, ref, now))
  }

  const run = (step: PlannedStep) => {
    // Redis is swept before each command, so the model is too: after a jump back, what was swept stays away.
    if (step.kind !== 'wait' && step.kind !== 'unbuild') sweepModel(model, now)
    switch (step.kind) {
      case 'wait':
        now += jumps[step.jump % jumps.length]!
        return
      case 'unbuild':
        unbuiltAt ??= steps.length
        model.built = null
        return
      case 'lease': {
        const { session, visitor, pages: own } = SESSIONS[step.session % SESSIONS.length]!
        const command = leaseCommand(step, {
          ...SESSIONS[step.session % SESSIONS.length]!,
          page: own[step.page]!,
          request: `req_${requests++}`,
        })
        leases.push({ ...command, session, visitor, policy })
        return lease(leases.at(-1)!)
      }
      case 'retry': {
        const command = leases.at(-1 - step.lease)
        // A retry knows neither the session nor the visitor that the first answer named.
        if (!command) return look(0, 0)
        lease({ ...command, session: SESSIONS[0]!.session, visitor: SESSIONS[0]!.visitor })
        return
      }
      case 'beacon': {
        const open = [...pages.values()]
        const page = open[step.page % Math.max(1, open.length)]
        if (!page) return look(0, 0)
        const command = beaconCommand(step, page, now)
        const outcome = keepInModel(model, command, now)
        play(beaconCall(command, now), outcome)
        if (outcome.kind !== 'answered') return
        page.slots = page.slots.flatMap((slot, i) => {
          const answer = outcome.slots[i]!
          if (answer.kind === 'replaced')
            return [{ ...slot, number: answer.lease.number, region: answer.lease.region, how: answer.lease.how }]
          // Some pages go on as if they had not heard that their number is gone.
          return answer.kind === 'gone' && step.forged % 2 === 0 && !step.hidden ? [] : [slot]
        })
        return
      }
      case 'call': {
        if (step.number > 7) return look(step.pool, step.number - 8)
        const pool = POOLS[step.pool]!
        const number = pool.numbers[step.number % pool.numbers.length]!
        const note = { site: SITE, route: pool.route, region: pool.region, number, event: '{"type":"start"}' }
        play(callCall(note), callInModel(model, note, now))
        return
      }
      case 'forget': {
        const visitor = SESSIONS[step.session]!.visitor!
        forgetInModel(model, visitor)
        for (const pool of POOLS) play(forgetCall(pool, visitor, '0'), '0')
        return
      }
      case 'fill': {
        const pool = POOLS[step.pool]!
        const numbers = some(pool.numbers, step.numbers)
        const as = (['stock', 'active', 'draining'] as const)[step.as % 3]!
        const lastSeen = step.seen ? Object.fromEntries(numbers.map((number, i) => [number, now - i * policy.lease])) : {}
        fillModel(model, pool, { numbers, as, lastSeen, now })
        return play(fillCall(pool, { numbers, as, lastSeen }), undefined)
      }
      case 'drain': {
        const pool = POOLS[step.pool]!
        const numbers = some(pool.numbers, step.numbers)
        return play(drainCall(pool, numbers), drainInModel(model, pool, numbers, now))
      }
      case 'takeBack': {
        const pool = POOLS[step.pool]!
        const numbers = some(pool.numbers, step.numbers)
        return play(takeBackCall(pool, numbers), takeBackInModel(model, pool, numbers))
      }
      case 'remove': {
        const pool = POOLS[step.pool]!
        const numbers = some(pool.numbers, step.numbers & (step.numbers >> 3))
        removeFromModel(model, pool, numbers)
        return play(removeCall(pool, numbers), undefined)
      }
    }
  }

  for (const [pool, size] of setup.entries()) {
    run({ kind: 'fill', pool, numbers: (1 << (size & 3)) - 1, as: 1, seen: size > 13 })
    run({ kind: 'fill', pool, numbers: 255 & ~((1 << ((size >> 1) & 7)) - 1), as: 0, seen: false })
  }
  for (const step of plan) {
    run(step)
    stored?.(model, now)
  }
  sweepModel(model, now)
  stored?.(model, now)
  return { unbuiltAt, steps, model, events, now }

  function leaseCommand(
    { slots, chain, flags, overflow, limits }: PlannedStep & { kind: 'lease' },
    {
      session,
      visitor,
      page,
      request,
    }: { session: LeaseCommand['session']; visitor: LeaseCommand['visitor']; page: PageId; request: string },
  ): LeaseCommand {
    const wish = (slot: string, route: number, at: number): SlotWish => ({
      slot,
      route: ROUTES[route]!,
      chain: CHAINS[at % CHAINS.length]!,
      exclusive: (flags & 7) === 1,
      ...((flags & 15) === 15 ? { fixed: STATIC } : {}),
    })
    const wishes = [
      [wish('a', 0, chain)],
      [wish('a', 0, chain), wish('b', 0, chain)],
      [wish('a', 0, chain), wish('c', 1, 0)],
      [wish('a', 0, chain), wish('b', 0, chain + 1), wish('c', 1, 0)],
    ]
    return {
      site: SITE,
      request,
      session,
      visitor,
      page,
      startedAt: now - (flags & 1 ? 0 : policy.visitLength) - (flags & 2 ? 0 : 1),
      profile: {
        device: flags & 4 ? 'mobile' : 'desktop',
        region: flags & 8 ? null : CHAINS[0]![0]!.region,
        weight: flags & 16 ? 1 : 0.85,
        suspect: flags === 33,
      },
      slots: wishes[slots >= 4 ? 0 : slots]!,
      preferRegion: (flags & 48) === 48,
      overflow: OVERFLOWS[overflow % OVERFLOWS.length]!,
      sink: flags & 2 ? SINK : null,
      limits: [
        ...(limits < 4 ? [] : [{ key: `k${limits & 1}`, max: 3 + (limits & 2), window: 3 * policy.lease }]),
        ...(limits === 7 ? [{ key: 'n', max: 4, window: 3 * policy.lease }] : []),
        ...(limits >= 6 ? [{ key: 'h', max: 6, window: HOUR }] : []),
      ],
      policy,
      visit: '{"url":"https://example.com/"}',
    }
  }

  function beaconCommand(
    { hidden, signs, forged, flags, overflow }: PlannedStep & { kind: 'beacon' },
    { lease: first, leasedAt, slots }: OpenPage,
    at: number,
  ): BeaconCommand {
    const shown: SlotSigns = {
      ...(signs & 1 ? { tappedAt: signs & 8 ? at : leasedAt + (signs & 16 ? -1 : 1) } : {}),
      ...(signs & 2 ? { copiedAt: signs & 16 ? at + 5 : at - 1 } : {}),
      ...(signs & 4 ? { intentAt: signs & 8 ? leasedAt : leasedAt - 1 } : {}),
    }
    const foreign = POOLS[0]!.numbers[forged & 7]!
    const { request: _request, limits: _limits, visit: _visit, ...rest } = first
    return {
      ...rest,
      ...(flags === 33 ? { profile: { ...first.profile, suspect: true } } : {}),
      overflow: OVERFLOWS[overflow % OVERFLOWS.length]!,
      state: hidden && (signs & 1) === 0 ? 'hidden' : 'visible',
      slots: slots.map((slot) => ({
        ...slot,
        signs: shown,
        ...(forged === 13 && slot.slot === 'a' && slot.how !== 'static'
          ? { number: foreign, region: POOLS[0]!.region, how: 'rested' as const }
          : {}),
      })),
      leasedAt,
      events: signs & 1 ? '[{"type":"tap"}]' : '[]',
    }
  }
}

const some = (numbers: E164[], mask: number) => numbers.filter((_, i) => mask & (1 << i))

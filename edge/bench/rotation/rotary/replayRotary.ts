import type { CallEvidence } from '../../../attribution/adaptTables.ts'
import type { KnownCaller } from '../../../attribution/attributeCall.ts'
import { REPEAT_CONFIDENCE, attributeCall } from '../../../attribution/attributeCall.ts'
import type { Exposure } from '../../../attribution/exposure.ts'
import type { FittedTables } from '../../../attribution/fitTables.ts'
import type { E164, RegionCode } from '../../../brands.ts'
import { DAY, HOUR, MINUTE } from '../../../clock.ts'
import { keepInModel } from '../../../pool/model/keepInModel.ts'
import { leaseFromModel } from '../../../pool/model/leaseFromModel.ts'
import { callInModel } from '../../../pool/model/moveInModel.ts'
import { newSiteModel, poolOf } from '../../../pool/model/siteModel.ts'
import { sweepModel } from '../../../pool/model/sweepModel.ts'
import { POLICY } from '../../../pool/policy.ts'
import type { ChainStep } from '../../../pool/pool.port.ts'
import { startingSize } from '../../../pool/size.ts'
import { sitePolicy } from '../../../sites/sitePolicy.ts'
import { askedAt } from '../lazyLease.ts'
import { createMinHeap } from '../minHeap.ts'
import type { Verdict } from '../outcome.ts'
import type { Random } from '../traffic/random.ts'
import type { Call, Traffic, Visit } from '../traffic/visit.ts'
import { arrivalOf, leaveOf } from '../traffic/visit.ts'
import { ROUTE, SITE, START, regionName, visitOf } from './names.ts'
import { createNumberSupply } from './numberSupply.ts'
import type { Session, Step } from './session.ts'
import { beaconCommand, firstStep, leaseCommand, openSession, stepAfter, take } from './session.ts'
import { createStayRecorder } from './stayRecorder.ts'

/** Sizing rests on what the site states for so long. */
export const STATED_FOR = 7 * DAY
const STEP_KINDS: Step['kind'][] = ['lease', 'show', 'beacon', 'tap', 'hide']

export interface RotaryOptions {
  /** R*, ms. */
  rest: number
  /** Sessions a day that the site states. */
  stated: number
  /** Measured from this moment on, ms since the start. */
  from: number
  fitted: FittedTables
  /** Whether pages report interest in the phone. */
  intent: boolean
  /** False: pools stay at N, as a site may wish. */
  growth: boolean
  /** Numbers of each region for good; absent: sizing decides. */
  each?: number | undefined
  random: Random
  /** Keep evidence and exposure for fitting tables. */
  record?: boolean
  onDay?: (day: number) => void
}

/** A call with what attribution saw and the place of the true caller among the holders; −1 = none of them. */
export interface KnownCall {
  evidence: CallEvidence
  truth: number
}

export interface RotaryOutcome {
  /** Active numbers in the measured time, hourly. `bound` = active and draining. */
  numbers: { mean: number; peak: number; boundMean: number; boundPeak: number }
  /** Leases by how, in the measured time; `exhausted` too. */
  how: Record<string, number>
  verdicts: Verdict[]
  /** Best candidate's share of every call that memory of callers did not decide. */
  claims: { at: number; share: number; right: boolean }[]
  /** Calls of callers known from before. */
  repeats: { right: number; wrong: number }
  recorded: { calls: KnownCall[]; exposure: Exposure } | null
}

/** Mean time from a visit's asking for a number to its leaving: what sizing calls d. */
const meanVisible = (visits: readonly Visit[]): number => {
  let sum = 0
  let count = 0
  for (const visit of visits) {
    const asked = visit.suspect ? null : askedAt(visit)
    if (asked === null) continue
    sum += leaveOf(visit) - asked
    count++
  }
  return sum / Math.max(1, count)
}

/** Replays traffic on the production lease model and attributes its calls as production does. */
export const replayRotary = (traffic: Traffic, options: RotaryOptions): RotaryOutcome => {
  const { rest, stated, from, fitted, intent, growth, each, random } = options
  const { visits, regions, regionShares } = traffic
  const model = newSiteModel(START)
  const policy = sitePolicy({ restMinutes: rest / MINUTE })
  const supply = createNumberSupply(model, { regions, rest, visible: meanVisible(visits) })
  const recorder = options.record ? createStayRecorder(visits, intent, START + traffic.span) : null
  const heap = createMinHeap()
  const sessions = new Map<number, Session>()
  const shares = new Map(regionShares.map((share, region) => [regionName(region), share]))
  const callers = new Map<number, KnownCaller>()
  const outcome: RotaryOutcome = {
    numbers: { mean: 0, peak: 0, boundMean: 0, boundPeak: 0 },
    how: {},
    verdicts: [],
    claims: [],
    repeats: { right: 0, wrong: 0 },
    recorded: null,
  }
  const seen = new Set<number>()
  const known: KnownCall[] = []
  const lastNumber = new Map<number, { number: E164; region: RegionCode }>()
  const callVisits = new Set(traffic.calls.map(({ visit }) => visit))
  const pools = Array.from({ length: regions }, (_, region) => poolOf(model, ROUTE, regionName(region)))

  const given = each === undefined ? undefined : regionShares.map(() => each)
  supply.resize(START, given ?? regionShares.map((share) => startingSize(stated * share, rest)))
  const initial = pools.map((_, region) => supply.numbersOf(region).slice())
  let chains: ChainStep[][] = []
  const rechain = (early: boolean): void => {
    chains = supply.sizes.map((_, exact) =>
      (exact === 0 ? [0] : [exact, 0]).map((region) => {
        const size = supply.sizes[region]!
        return { region: regionName(region), size, ...(growth ? (early ? { cap: 3 * size } : {}) : { cap: size }) }
      }),
    )
  }
  rechain(true)

  const shown = (session: Session, now: number): void => {
    if (!session.held) return
    if (callVisits.has(session.index)) lastNumber.set(session.index, session.held)
    recorder?.shown(session.held.number, session.index, now)
  }
  const refillSoon = new Map<number, number>()
  const perform = (session: Session, step: Step): void => {
    const { at, kind } = step
    const place = { chain: chains[Math.max(0, session.visit.region)]!, policy }
    if (kind === 'lease') {
      const answer = leaseFromModel(model, leaseCommand(session, place), at)
      const slot = answer.kind === 'answered' ? answer.slots[0] : undefined
      const how = slot?.kind === 'leased' ? slot.how : (slot?.kind ?? 'unbuilt')
      if (at - START >= from) outcome.how[how] = (outcome.how[how] ?? 0) + 1
      if (slot?.kind === 'leased' && slot.how === 'grown') refillSoon.set(Number(slot.region.slice(3)), at + MINUTE)
      if (slot?.kind === 'leased' && slot.how !== 'sticky') supply.count(Math.max(0, session.visit.region), at)
      take(session, slot, at)
      shown(session, at)
    } else {
      const answer = keepInModel(model, beaconCommand(session, place, step, intent), at)
      const slot = answer.kind === 'answered' ? answer.slots[0] : undefined
      if (slot?.kind === 'replaced') {
        take(session, slot.lease, at)
        shown(session, at)
      } else if (slot?.kind === 'gone' && kind !== 'hide') session.held = null
    }
    session.nextBeacon = at + POLICY.beacon
    const next = session.held ? stepAfter(session, step) : null
    if (next) heap.push(next.at, session.index * 8 + STEP_KINDS.indexOf(next.kind))
    else sessions.delete(session.index)
  }

  /** Arrivals of the last full hour against the mean hour, bots apart as far as they are known. */
  let lastHour = 0
  const activity = (): number => {
    const hours = Math.max(1, (nextHour - START) / HOUR - 1)
    const counted = arrived - sinceHour
    return hours < 24 ? 1 : Math.min(3, Math.max(0.1, lastHour / Math.max(1, (arrived - counted) / hours)))
  }
  let sinceHour = 0
  let arrived = 0
  let sampled = 0
  let nextHour = START
  let numberSeconds = 0
  const hourly = (now: number): void => {
    let active = 0
    let bound = 0
    for (const pool of pools) {
      active += pool.active.size
      bound += pool.active.size + pool.draining.size
    }
    numberSeconds += bound * 3600
    if (now - START >= from) {
      const { numbers } = outcome
      sampled++
      numbers.mean += active
      numbers.boundMean += bound
      numbers.peak = Math.max(numbers.peak, active)
      numbers.boundPeak = Math.max(numbers.boundPeak, bound)
    }
    lastHour = arrived - sinceHour
    sinceHour = arrived
    sweepModel(model, now)
    const day = Math.floor((now - START) / DAY)
    if ((now - START) % DAY === 3 * HOUR && now - START >= STATED_FOR) {
      supply.resize(now, given)
      rechain(false)
    }
    if ((now - START) % DAY === 0) options.onDay?.(day)
  }
  let next = 0
  const runUntil = (moment: number): void => {
    for (;;) {
      const arrival = next < visits.length ? START + arrivalOf(visits[next]!) : Infinity
      const due = Math.min(arrival, heap.peekKey(), nextHour)
      if (due > moment) return
      if (due === nextHour) {
        hourly(nextHour)
        nextHour += HOUR
        continue
      }
      for (const [region, at] of refillSoon) {
        if (at > due) continue
        refillSoon.delete(region)
        supply.refill(region, due)
      }
      if (due === arrival) {
        const session = openSession(visits[next]!, next)
        if (!session.visit.suspect) arrived++
        const first = firstStep(session)
        if (first) {
          sessions.set(next, session)
          heap.push(first.at, next * 8)
        }
        next++
        continue
      }
      const value = heap.pop()
      perform(sessions.get(Math.floor(value / 8))!, { at: due, kind: STEP_KINDS[value % 8]! })
    }
  }

  const dialled = (call: Call): { number: E164; region: RegionCode } | null => {
    if (call.visit >= 0) return lastNumber.get(call.visit) ?? null
    const region = Math.max(0, call.region)
    const numbers = initial[region]!
    return { number: numbers[Math.floor(random.next() * numbers.length)]!, region: regionName(region) }
  }
  const answer = (call: Call): void => {
    const at = START + call.at
    const measured = call.first && call.at >= from
    const to = dialled(call)
    if (!to) {
      if (measured) outcome.verdicts.push({ at: call.at, right: false, score: -Infinity })
      return
    }
    const { history } = callInModel(model, { site: SITE, route: ROUTE, ...to, event: '{}' }, at)
    const evidence: CallEvidence = {
      at,
      callerRegion: call.region < 0 ? null : regionName(call.region),
      history,
      shareOfRegion: (region) => shares.get(region) ?? 0,
      activity: activity(),
      calledBefore: !call.hidden && seen.has(call.person),
    }
    if (!call.hidden) seen.add(call.person)
    const memory = call.hidden ? null : (callers.get(call.person) ?? null)
    const found = attributeCall({ ...evidence, ...fitted, threshold: 0, known: memory })
    const [best] = found.candidates
    const right = best !== undefined && visits[visitOf(best.session)]!.person === call.person
    if (found.label === 'repeat-caller') {
      if (call.at >= from) outcome.repeats[right ? 'right' : 'wrong']++
      return
    }
    if (recorder) {
      known.push({ evidence, truth: history.holders.findIndex(({ session }) => visits[visitOf(session)]!.person === call.person) })
    }
    outcome.claims.push({ at: call.at, share: found.confidence, right })
    if (measured) outcome.verdicts.push({ at: call.at, right, score: best ? found.confidence : -Infinity })
    if (best?.visitor && found.confidence >= REPEAT_CONFIDENCE && !call.hidden) {
      callers.set(call.person, { visitor: best.visitor, session: best.session, confidence: found.confidence })
    }
  }

  for (const call of traffic.calls) {
    runUntil(START + call.at)
    answer(call)
  }
  runUntil(START + traffic.span)
  outcome.numbers.mean /= Math.max(1, sampled)
  outcome.numbers.boundMean /= Math.max(1, sampled)
  if (recorder) outcome.recorded = { calls: known, exposure: recorder.close(START + traffic.span, numberSeconds) }
  return outcome
}

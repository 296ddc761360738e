import { DAY, HOUR, MINUTE, SECOND } from '../../../clock.ts'
import { awake, generateArrivals, generateSpotArrivals } from './generateArrivals.ts'
import { browse, browseAndCall } from './generateVisit.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import { LONGEST_DELAY, type TrafficModel } from './trafficModel.ts'
import type { Call, Traffic, Visit } from './visit.ts'
import { arrivalOf } from './visit.ts'
import { weekCurve } from './weekCurve.ts'

/** Whoever comes back, comes back from visits of this long before the run. */
const MEMORY = 21 * DAY

interface Person {
  id: number
  visitor: number
  device: Visit['device']
  /** Region of his telephone number, mostly. */
  home: number
  region: number
  called: boolean
}

const zipf = (regions: number, exponent: number): number[] => {
  const weights = Array.from({ length: regions }, (_, i) => 1 / (i + 1) ** exponent)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Moments of a person's later visits after the first: one of nine has two or more of them, so that 2nd = 3rd = 4th and later. */
const laterVisits = (model: TrafficModel, random: Random, curve: readonly number[], first: number): number[] => {
  const again = model.returns / 3 / (1 - model.returns)
  if (!random.chance(again)) return []
  let count = 2
  while (random.chance(0.5)) count++
  const moments: number[] = []
  let at = first
  for (let i = 0; i < count; i++) {
    at = Math.max(at + 31 * MINUTE, awake(curve, random, at + 31 * MINUTE + random.logNormal(20 * HOUR, 1.8)))
    moments.push(at)
  }
  return moments
}

/** Everything that happens on one site from moment 0 to `days` days later, the same for the same seed. */
export const generateTraffic = (model: TrafficModel, seed: number, days: number): Traffic => {
  const random = createRandom(seed)
  const span = days * DAY
  const curve = weekCurve(model.peak)
  const regionShares = zipf(model.regions, model.zipf)
  const arrive = random.fork('arrivals')
  const people = random.fork('people')
  const acts = random.fork('acts')
  const rings = random.fork('calls')

  const visits: Visit[] = []
  const calls: (Call & { of: Visit | null })[] = []
  let ids = 0

  const callerRegion = (home: number): { region: number; hidden: boolean } => {
    const region = rings.chance(model.callerRegion) ? home : rings.pick(regionShares)
    return rings.chance(model.hiddenNumber) ? { region: -1, hidden: true } : { region, hidden: false }
  }
  const ring = (person: Person, of: Visit | null, callAt: number, first: boolean): void => {
    let at = callAt
    for (let isFirst = first; ; isFirst = false) {
      if (at >= 0 && at < span)
        calls.push({ at: Math.round(at), visit: -1, person: person.id, first: isFirst, of, ...callerRegion(person.home) })
      if (!rings.chance(model.callsAgain)) return
      at = rings.chance(0.3) ? at + MINUTE + rings.exponential(10 * MINUTE) : awake(curve, rings, at + rings.logNormal(3 * DAY, 1.2))
    }
  }
  const visit = (person: Person, moment: number): void => {
    const at = Math.round(moment)
    if (at >= span) return
    const caller = acts.chance(model.calls) ? browseAndCall(model, acts, at, person.device) : null
    const done = caller ?? browse(model, acts, at)
    const made: Visit = {
      person: person.id,
      visitor: person.visitor,
      bot: false,
      suspect: acts.chance(model.botFalse),
      device: person.device,
      region: person.region,
      source: acts.pick([4, 3, 2, 1]),
      campaign: Math.floor(acts.next() * 20),
      pages: done.pages,
      tapAt: done.tapAt,
      intentAt: done.intentAt,
    }
    if (at >= 0) visits.push(made)
    if (!caller) return
    const callAt = caller.late && caller.callAt - at > DAY ? awake(curve, rings, caller.callAt) : caller.callAt
    ring(person, at >= 0 ? made : null, callAt, !person.called)
    person.called = true
  }
  const meet = (first: number): void => {
    const home = people.pick(regionShares)
    const device = people.chance(model.mobile) ? 'mobile' : 'desktop'
    const region = people.chance(model.unknownRegion) ? -1 : home
    const person: Person = { id: ids, visitor: ids++, device, home, region, called: false }
    visit(person, first)
    for (const again of laterVisits(model, people, curve, first)) {
      if (!people.chance(model.cookieKept)) person.visitor = ids++
      visit(person, again)
    }
  }

  for (const at of generateArrivals(model, arrive, { from: -MEMORY, to: span })) if (arrive.chance(1 - model.returns)) meet(at)
  for (const at of generateSpotArrivals(model, arrive)) meet(at)

  // Calls from before the run by people whose visits nobody generated: only late ones can still come.
  const old = random.fork('old')
  const late = model.sessionsPerDay * model.calls * (model.delays.days + model.delays.weeks)
  for (let count = old.poisson((late * (LONGEST_DELAY - MEMORY)) / DAY); count > 0; count--) {
    const left = -MEMORY - old.next() * (LONGEST_DELAY - MEMORY)
    const inWeeks = old.chance(model.delays.weeks / (model.delays.days + model.delays.weeks))
    const callAt = left + (inWeeks ? 7 * DAY + old.exponential(21 * DAY) : DAY * 7 ** old.next())
    if (callAt < 0) continue
    const person = { id: ids, visitor: ids++, device: 'mobile' as const, home: old.pick(regionShares), region: -1, called: false }
    ring(person, null, awake(curve, old, callAt), true)
  }

  const robots = random.fork('robots')
  const perDay = (model.sessionsPerDay * model.bots) / (1 - model.bots)
  for (let count = robots.poisson(perDay * days); count > 0; count--) {
    const at = Math.round(robots.next() * span)
    visits.push({
      person: ids,
      visitor: ids++,
      bot: true,
      suspect: robots.chance(model.botRecall),
      device: robots.chance(0.5) ? 'mobile' : 'desktop',
      region: robots.chance(model.unknownRegion) ? -1 : robots.pick(regionShares),
      source: robots.pick([4, 3, 2, 1]),
      campaign: Math.floor(robots.next() * 20),
      pages: [at, Math.round(at + SECOND + robots.exponential(30 * SECOND))],
      tapAt: null,
      intentAt: null,
    })
  }

  visits.sort((a, b) => arrivalOf(a) - arrivalOf(b))
  calls.sort((a, b) => a.at - b.at)
  const index = new Map(visits.map((made, i) => [made, i]))
  return {
    visits,
    regions: model.regions,
    regionShares,
    span,
    calls: calls.map(({ of, ...call }) => ({ ...call, visit: of ? index.get(of)! : -1 })),
  }
}

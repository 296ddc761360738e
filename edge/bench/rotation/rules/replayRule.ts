import { DAY, HOUR } from '../../../clock.ts'
import type { Verdict } from '../outcome.ts'
import { askedAt } from '../lazyLease.ts'
import type { Random } from '../traffic/random.ts'
import type { Traffic, Visit } from '../traffic/visit.ts'
import { arrivalOf, leaveOf } from '../traffic/visit.ts'
import type { Load, Rule } from './rule.ts'
import { createRulePool } from './rulePool.ts'

export interface RuleOutcome {
  /** Numbers in rotation in all pools over the measured days: mean and most. */
  numbers: number
  peak: number
  /** Visitors who asked for a number. */
  asked: number
  /** Visitors who shared a number with somebody present or held. */
  shared: number
  /** Visitors who kept the page's own number. */
  refused: number
  verdicts: Verdict[]
}

/** Visitors of unknown region get the home region's numbers. */
export const poolOf = (visit: Visit): number => Math.max(0, visit.region)

/** Traffic of each pool as a size rule sees it, over whole weeks if there are any. */
export const measureLoads = (traffic: Traffic, { lazy, filtersBots }: Pick<Rule, 'lazy' | 'filtersBots'>): Load[] => {
  const weeks = Math.max(1, Math.floor(traffic.span / (7 * DAY)))
  const until = traffic.span < 7 * DAY ? traffic.span : weeks * 7 * DAY
  const hours = Array.from({ length: traffic.regions }, () => new Array<number>(168).fill(0))
  const visible = new Array<number>(traffic.regions).fill(0)
  const count = new Array<number>(traffic.regions).fill(0)
  for (const visit of traffic.visits) {
    const at = askedAt(visit, lazy)
    if ((filtersBots && visit.suspect) || at === null || at >= until) continue
    const pool = poolOf(visit)
    hours[pool]![Math.floor(at / HOUR) % 168]!++
    count[pool]!++
    visible[pool]! += leaveOf(visit) - at
  }
  return count.map((sessions, pool) => ({
    sessionsPerDay: (sessions * DAY) / until,
    busiestHour: Math.max(...hours[pool]!) / weeks,
    visible: sessions === 0 ? 0 : visible[pool]! / sessions,
  }))
}

/** Replays a rule on traffic. Verdicts are of first calls from `from` ms on; their score is minus the ms since the last holder left. */
export const replayRule = (traffic: Traffic, rule: Rule, { random, from }: { random: Random; from: number }): RuleOutcome => {
  const pools = measureLoads(traffic, rule).map((load) => createRulePool(rule, Math.max(1, rule.size(load)), random))
  const shown = new Map<number, number>()
  const outcome: RuleOutcome = { numbers: 0, peak: 0, asked: 0, shared: 0, refused: 0, verdicts: [] }
  let next = 0
  let nextDay = from
  let days = 0
  const sample = (): void => {
    const size = pools.reduce((sum, pool) => sum + pool.size(nextDay), 0)
    outcome.numbers += size
    outcome.peak = Math.max(outcome.peak, size)
    days++
    nextDay += DAY
  }
  const leaseUntil = (moment: number): void => {
    for (; next < traffic.visits.length; next++) {
      const visit = traffic.visits[next]!
      const at = askedAt(visit, rule.lazy)
      if (arrivalOf(visit) > moment) return
      while (arrivalOf(visit) >= nextDay) sample()
      if ((rule.filtersBots && visit.suspect) || at === null) continue
      outcome.asked++
      const given = pools[poolOf(visit)]!.lease({ at, leave: leaveOf(visit), person: visit.person, visitor: visit.visitor })
      if (given.kind === 'refused') outcome.refused++
      else shown.set(next, given.number)
      if (given.kind === 'shared') outcome.shared++
    }
  }
  for (const call of traffic.calls) {
    leaseUntil(call.at)
    if (!call.first || call.at < from) continue
    const visit = call.visit < 0 ? null : traffic.visits[call.visit]!
    const pool = pools[visit ? poolOf(visit) : Math.max(0, call.region)]!
    const number = visit ? shown.get(call.visit) : pool.any()
    const holder = number === undefined ? null : pool.lastHolder(number)
    if (!holder) outcome.verdicts.push({ at: call.at, right: false, score: -Infinity })
    else outcome.verdicts.push({ at: call.at, right: holder.person === call.person, score: -Math.max(0, call.at - holder.leave) })
  }
  leaseUntil(traffic.span)
  sample()
  outcome.numbers /= days
  return outcome
}

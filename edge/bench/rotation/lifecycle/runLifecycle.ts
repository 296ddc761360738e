import { UIS_TABLES } from '../../../attribution/tables/uis.ts'
import { tailAt } from '../../../attribution/intensityTables.ts'
import { createRandom } from '../traffic/random.ts'
import { type CompanyTraffic, generateCompany } from './companyTraffic.ts'
import type { LifecycleRule } from './lifecycleRule.ts'

const BOUND_DAYS = 14
const BUFFER = 3
const CALLS_PER_SESSION = 0.02
const DAY_SECONDS = 86_400
/** Longest time for which calls of a company's visitors are still expected. */
const TAIL_DAYS = 120

interface OwnedNumber {
  id: number
  /** Day on which it was last displayed. */
  shown: number
  /** Day on which it entered its present state. */
  since: number
  /** Displays of each of its last days at this company, newest last: what calls may still come from. */
  displays: { day: number; sessions: number }[]
}

interface Company {
  traffic: CompanyTraffic
  active: OwnedNumber[]
  draining: OwnedNumber[]
  stored: OwnedNumber[]
}

export interface LifecycleOutcome {
  name: string
  /** Numbers that exist at the end: all were needed at once at some time. */
  inventory: number
  /** Expected calls that came to another company than the one whose visitor called, in a million calls. */
  wrongPerMillion: number
  /** Mean active numbers over the second year. */
  active: number
}

/** Calls that a number's displays of earlier days bring on one day. */
const callsOn = (displays: OwnedNumber['displays'], day: number): number => {
  let calls = 0
  for (const { day: shown, sessions } of displays) {
    const age = day - shown
    if (age <= 0 || age > TAIL_DAYS) continue
    calls += sessions * Math.max(0, tailAt(UIS_TABLES.tail, (age - 0.5) * DAY_SECONDS) - tailAt(UIS_TABLES.tail, (age + 0.5) * DAY_SECONDS))
  }
  return calls
}

/** Calls still to come to a number. */
const residual = ({ displays }: OwnedNumber, day: number): number =>
  displays.reduce((sum, { day: shown, sessions }) => sum + sessions * tailAt(UIS_TABLES.tail, Math.max(1, (day - shown) * DAY_SECONDS)), 0)

/** Two years of an inventory shared by companies, day by day, in expectation where calls are concerned. */
export const runLifecycle = (
  rule: LifecycleRule,
  { seed, companies: count, days }: { seed: number; companies: number; days: number },
): LifecycleOutcome => {
  const random = createRandom(seed).fork('companies')
  const rings = createRandom(seed).fork('rings')
  const companies: Company[] = Array.from({ length: count }, (_, i) => ({
    traffic: generateCompany(random.fork(`company ${i}`), days, 0),
    active: [],
    draining: [],
    stored: [],
  }))
  const free: number[] = []
  /** Displays at companies that had a number before. */
  const strays = new Map<number, OwnedNumber['displays']>()
  let inventory = 0
  let wrong = 0
  let calls = 0
  let activeDays = 0
  let successors = 0

  const isBound = (number: OwnedNumber, day: number): boolean => day - Math.max(number.shown, number.since) < BOUND_DAYS
  const bringIn = (day: number): OwnedNumber => {
    const id = free.pop() ?? inventory++
    return { id, shown: day, since: day, displays: [] }
  }
  const store = (company: Company, numbers: OwnedNumber[], day: number): void => {
    for (const number of numbers) company.stored.push({ ...number, since: day })
  }

  for (let day = 0; day < days; day++) {
    for (let i = 0; i < companies.length; i++) {
      const company = companies[i]!
      const today = company.traffic.sessions[day]!
      if (day >= company.traffic.leaves) {
        store(company, [...company.active, ...company.draining], day)
        company.active = []
        company.draining = []
        companies.push({
          traffic: generateCompany(random.fork(`successor ${successors++}`), days, day),
          active: [],
          draining: [],
          stored: [],
        })
        company.traffic = { sessions: company.traffic.sessions, leaves: Infinity }
      }
      if (today === 0) continue
      calls += today * CALLS_PER_SESSION
      const wanted = Math.max(
        2,
        rule.wanted(
          today,
          company.traffic.sessions.slice(Math.max(0, day - 28), day).filter((sessions) => sessions > 0),
        ),
      )
      while (company.active.length < wanted) {
        const own = rule.takesBack ? (company.draining.pop() ?? company.stored.pop()) : undefined
        company.active.push(own ? { ...own, since: day } : bringIn(day))
      }
      if (rule.drains && company.active.length > 1.1 * wanted) {
        for (const number of company.active.splice(wanted)) company.draining.push({ ...number, since: day })
      }
      // The longest rested number first: everybody in rotation is shown. A growing pool that never shrinks shows all it has.
      const each = (today * ASSIGNED_SHARE) / company.active.length
      for (const number of company.active) {
        number.shown = day
        number.displays.push({ day, sessions: each })
        if (number.displays.length > TAIL_DAYS) number.displays.shift()
        const others = strays.get(number.id)
        if (others) wrong += callsOn(others, day)
      }
    }
    for (const company of companies) {
      const over = company.draining.filter((number) => !isBound(number, day) && !rings.chance(1 - Math.exp(-residual(number, day) / 30)))
      if (over.length > 0) {
        store(company, over, day)
        const gone = new Set(over)
        company.draining = company.draining.filter((number) => !gone.has(number))
      }
    }
    const stored = companies.reduce((sum, company) => sum + company.stored.length, 0)
    const target = Math.max(20, 0.1 * companies.reduce((sum, company) => sum + company.active.length, 0))
    const stay = rule.storedDays(free.length / target)
    const due =
      stored === 0
        ? []
        : companies.flatMap((company) =>
            company.stored.filter((number) => day - number.since >= stay).map((number) => ({ company, number })),
          )
    if (rule.leastRisk) due.sort((a, b) => residual(a.number, day) - residual(b.number, day))
    const released = new Set(due.map(({ number }) => number))
    for (const { number } of due) {
      free.unshift(number.id)
      const before = (strays.get(number.id) ?? []).filter(({ day: shown }) => day - shown <= TAIL_DAYS)
      strays.set(number.id, [...before, ...number.displays])
    }
    if (released.size > 0) for (const company of companies) company.stored = company.stored.filter((number) => !released.has(number))
    if (day >= days / 2) activeDays += companies.reduce((sum, company) => sum + company.active.length, 0)
  }
  const buffers = rule.drains ? BUFFER * count : 0
  return { name: rule.name, inventory: inventory + buffers, wrongPerMillion: (1e6 * wrong) / calls, active: activeDays / (days / 2) }
}

/** Sessions that see a number at all. */
const ASSIGNED_SHARE = 0.86

import { createRandom } from '../traffic/random.ts'
import { type CompanyTraffic, generateCompany } from './companyTraffic.ts'
import { LATE_DAYS, callsAfter } from './lateCalls.ts'
import type { LifecycleRule } from './lifecycleRule.ts'

const BOUND_DAYS = 14
/** Calls, repeats and all, of a session. */
const CALLS_PER_SESSION = 0.02 / (1 - 0.36)

/** `since`: day on which its present state began; `displays`: sessions by day, oldest first: what calls may still come from. */
interface OwnedNumber {
  id: number
  shown: number
  since: number
  displays: { day: number; sessions: number }[]
}

interface Company {
  traffic: CompanyTraffic
  gone: boolean
  active: OwnedNumber[]
  draining: OwnedNumber[]
  stored: OwnedNumber[]
}

export interface LifecycleOutcome {
  name: string
  /** Numbers that the inventory had to have. */
  inventory: number
  /** Expected calls that reached another company than the one that the caller meant, in a million calls. */
  wrongPerMillion: number
  /** Mean active numbers in the second half. */
  active: number
}

const remaining = (displays: OwnedNumber['displays'], day: number): number =>
  displays.reduce((sum, { day: shown, sessions }) => sum + sessions * callsAfter(day - shown), 0)

/** An inventory shared by companies, day by day; calls in expectation. Whoever leaves is followed by another company. */
export const runLifecycle = (
  rule: LifecycleRule,
  { seed, companies: count, days, television }: { seed: number; companies: number; days: number; television: boolean },
): LifecycleOutcome => {
  const random = createRandom(seed)
  const open = (name: string, from: number): Company => ({
    traffic: generateCompany(random.fork(name), { days, from, television }),
    gone: false,
    active: [],
    draining: [],
    stored: [],
  })
  const companies = Array.from({ length: count }, (_, i) => open(`company ${i}`, 0))
  const free: number[] = []
  /** Displays at companies that had a number before. */
  const strays = new Map<number, OwnedNumber['displays']>()
  let inventory = 0
  let wrong = 0
  let calls = 0
  let activeDays = 0

  const more = (company: Company, day: number): OwnedNumber => {
    const own = rule.takesBack ? (company.draining.pop() ?? company.stored.pop()) : undefined
    return own ? { ...own, since: day } : { id: free.shift() ?? inventory++, shown: day, since: day, displays: [] }
  }
  const store = (company: Company, numbers: OwnedNumber[], day: number): void => {
    company.stored.push(...numbers.map((number) => ({ ...number, since: day })))
  }
  const show = (company: Company, today: number, day: number): void => {
    const wanted = Math.max(
      2,
      rule.wanted(
        today,
        company.traffic.spots[day]!,
        company.traffic.sessions.slice(Math.max(0, day - 28), day).filter((sessions) => sessions > 0),
      ),
    )
    while (company.active.length < wanted) company.active.push(more(company, day))
    if (rule.drains && company.active.length > 1.1 * wanted) {
      company.draining.push(...company.active.splice(wanted).map((number) => ({ ...number, since: day })))
    }
    const shown = rule.drains ? company.active : company.active.slice(0, wanted)
    for (const number of shown) {
      number.shown = day
      number.displays.push({ day, sessions: today / shown.length })
      if (number.displays.length > LATE_DAYS) number.displays.splice(0, number.displays.length - LATE_DAYS)
    }
  }
  const unbind = (company: Company, day: number): void => {
    const over = (number: OwnedNumber): boolean => {
      if (day - Math.max(number.shown, rule.drains ? number.since : 0) < BOUND_DAYS) return false
      // A call in its last 14 days keeps it, as likely as one was expected.
      const expected = remaining(number.displays, day - BOUND_DAYS) - remaining(number.displays, day)
      return createRandom(seed + number.id * 7919 + day).next() >= (1 - Math.exp(-expected)) / BOUND_DAYS
    }
    for (const list of rule.drains ? (['draining'] as const) : (['active'] as const)) {
      const leaving = company[list].filter(over)
      if (leaving.length === 0) continue
      const left = new Set(leaving)
      company[list] = company[list].filter((number) => !left.has(number))
      store(company, leaving, day)
    }
  }

  for (let day = 0; day < days; day++) {
    for (const [i, company] of companies.entries()) {
      if (day >= company.traffic.leaves && !company.gone) {
        company.gone = true
        store(company, [...company.active, ...company.draining], day)
        company.active = []
        company.draining = []
        companies.push(open(`successor ${i}`, day))
      }
    }
    for (const company of companies) {
      const today = company.traffic.sessions[day]!
      if (company.gone || today === 0) continue
      calls += today * CALLS_PER_SESSION
      show(company, today, day)
      for (const { id } of company.active) {
        const before = strays.get(id)
        if (before) wrong += remaining(before, day) - remaining(before, day + 1)
      }
      unbind(company, day)
    }
    const active = companies.reduce((sum, company) => sum + company.active.length, 0)
    if (day >= days / 2) activeDays += active
    const target = Math.max(20, 0.1 * active)
    for (const company of companies) {
      const due = company.stored.filter((number) => day - number.since >= rule.storedDays(free.length, target))
      if (due.length === 0) continue
      const left = new Set(due)
      company.stored = company.stored.filter((number) => !left.has(number))
      for (const { id, displays } of due) {
        free.push(id)
        const before = (strays.get(id) ?? []).filter((display) => day - display.day < LATE_DAYS)
        strays.set(id, [...before, ...displays])
      }
    }
  }
  const stock = rule.buffer * companies.filter(({ gone }) => !gone).length
  return { name: rule.name, inventory: inventory + stock, wrongPerMillion: (1e6 * wrong) / calls, active: activeDays / (days / 2) }
}

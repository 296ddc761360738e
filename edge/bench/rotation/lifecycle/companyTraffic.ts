import type { Random } from '../traffic/random.ts'

/** A company's sessions of each day over the run; 0 before it comes and after it goes. */
export interface CompanyTraffic {
  sessions: number[]
  /** Visitors of each day's TV spot, mostly within two minutes; 0 = none. */
  spots: number[]
  /** Day on which its account ends; Infinity = stays. */
  leaves: number
}

/**
 * Companies of all sizes (log-normal, median 500 sessions a day), with a season of ±25 %, a slow trend, campaigns that multiply
 * traffic by 1.5 to 4 for 3 to 14 days about six times a year, and a churn of a third a year; whoever goes is followed by another.
 * With `television` one in ten has a TV spot a day for two weeks twice a year, each bringing a fifth of a day's sessions.
 */
export const generateCompany = (
  random: Random,
  { days, from, television }: { days: number; from: number; television: boolean },
): CompanyTraffic => {
  const base = Math.min(20_000, random.logNormal(500, 1))
  const phase = random.next() * 365
  const trend = random.normal() * 0.25
  const stay = random.exponential((365 * 3 * Math.log(1.5)) / Math.log(2))
  const leaves = from + Math.max(30, Math.round(stay))
  const sessions = new Array<number>(days).fill(0)
  const spots = new Array<number>(days).fill(0)
  const advertises = random.chance(0.1) && television
  const firstFlight = Math.floor(random.next() * 182)
  let campaignEnds = -1
  let factor = 1
  for (let day = from; day < Math.min(days, leaves); day++) {
    if (day >= campaignEnds) {
      factor = 1
      if (random.chance(6 / 365)) {
        factor = random.between(1.5, 4)
        campaignEnds = day + Math.round(random.between(3, 14))
      }
    }
    const season = 1 + 0.25 * Math.sin((2 * Math.PI * (day + phase)) / 365)
    const grown = Math.exp((trend * (day - from)) / 365)
    const week = [1.08, 1.08, 1.07, 1.06, 1.02, 0.82, 0.87][day % 7]!
    sessions[day] = base * season * grown * factor * week * Math.max(0.3, 1 + 0.12 * random.normal())
  }
  if (advertises) for (let day = from; day < Math.min(days, leaves); day++) if ((day + firstFlight) % 182 < 14) spots[day] = base * 0.2
  return { sessions, spots, leaves: leaves < days ? leaves : Infinity }
}

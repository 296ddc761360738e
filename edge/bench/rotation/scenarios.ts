import { DAY, HOUR } from '../../clock.ts'
import type { RotaryPlan, RulesPlan } from './jobs/job.ts'
import { DELAYS, MID_TRAFFIC, type TrafficModel, perturbTraffic } from './traffic/trafficModel.ts'

export interface Scenario {
  name: string
  title: string
  traffic: TrafficModel
  days: number
  fromDay: number
  seeds: number
  rotary: RotaryPlan[]
  rules: RulesPlan
}

/** As shipped: R* of 15 minutes, and pages report interest in the phone (`DEFAULT_OPTIONS.extras`). */
export const DEFAULT_PLAN: RotaryPlan = { name: 'Rotary', restMinutes: 15, intent: true, growth: true }
const BARE_PLAN: RotaryPlan = { ...DEFAULT_PLAN, name: 'Rotary without interest', intent: false }

const at = (restMinutes: number, intent = true): RotaryPlan => ({
  name: `Rotary${intent ? '' : ' without interest'}, R* ${restMinutes} min`,
  restMinutes,
  intent,
  // Who spends so few numbers gets no more.
  growth: restMinutes > 5,
})

/** A site that has so many numbers and gets no more. */
const only = (each: number): RotaryPlan => ({
  name: `Rotary, ${each} numbers a region`,
  restMinutes: 15,
  intent: true,
  growth: false,
  each,
})

/** Four weeks of running in, four measured. */
const LONG = { days: 56, fromDay: 28 }
/** The same with two measured. */
const SHORT = { days: 42, fromDay: 28 }
/** TV spots of the measured weeks: evenings, some days apart. */
const spots = (visitors: number): TrafficModel['spots'] =>
  [30, 33, 37, 40, 44, 47, 51].map((day) => ({ at: day * DAY + 19.5 * HOUR, visitors }))
const mid = (change: Partial<TrafficModel>): TrafficModel => ({ ...MID_TRAFFIC, ...change })

export const MID: Scenario = {
  name: 'mid',
  title: '5,000 sessions a day, 8 regions',
  traffic: MID_TRAFFIC,
  ...LONG,
  seeds: 5,
  rotary: [DEFAULT_PLAN, BARE_PLAN],
  rules: 'all',
}

const BESIDE: Omit<Scenario, 'name' | 'title' | 'traffic'> = { ...SHORT, seeds: 3, rotary: [DEFAULT_PLAN], rules: 'seed' }

export const SCENARIOS: Scenario[] = [
  MID,
  {
    ...BESIDE,
    name: 'perturbed',
    title: 'the same with every parameter off by up to 30 %, tables as for the unchanged traffic',
    traffic: perturbTraffic(MID_TRAFFIC, 77),
    seeds: 5,
    rotary: [DEFAULT_PLAN, at(25)],
    rules: 'all',
  },
  {
    ...MID,
    name: 'frontier',
    title: 'mid with other R*',
    rotary: [
      ...[2, 3, 4, 5, 8, 11, 20, 30, 40, 50].map((minutes) => at(minutes)),
      ...[4, 8, 20, 40].map((minutes) => at(minutes, false)),
      only(2),
      only(4),
    ],
    rules: 'none',
  },
  {
    ...BESIDE,
    ...LONG,
    name: 'small',
    title: '300 sessions a day, 2 regions',
    traffic: mid({ sessionsPerDay: 300, regions: 2 }),
    seeds: 5,
  },
  { ...BESIDE, name: 'tv400', title: 'mid with TV spots of 400 visitors', traffic: mid({ spots: spots(400) }) },
  { ...BESIDE, name: 'tv2000', title: 'mid with TV spots of 2,000 visitors', traffic: mid({ spots: spots(2000) }) },
  {
    ...BESIDE,
    name: 'doubling',
    title: 'mid, traffic doubled overnight in the measured weeks',
    traffic: mid({ steps: [{ at: 35 * DAY, factor: 2 }] }),
  },
  {
    ...BESIDE,
    name: 'considered',
    title: 'mid with a considered purchase: a third of the calls come late',
    traffic: mid({ delays: DELAYS.considered }),
    rotary: [DEFAULT_PLAN, at(45)],
  },
  { ...BESIDE, name: 'bots', title: 'mid with 40 % bots', traffic: mid({ bots: 0.4 }) },
]

/** A platform of 400 sites, Zipf in size, 1 M sessions a day together: sampled sites, each for a band of ranks. */
export interface Band {
  sessionsPerDay: number
  /** Sites that it stands for, by sessions. */
  weight: number
}

export const platformBands = (): Band[] => {
  const sites = 400
  let harmonic = 0
  for (let rank = 1; rank <= sites; rank++) harmonic += 1 / rank
  const size = (rank: number): number => 1_000_000 / harmonic / rank
  const edges: [number, number, number][] = [
    [1, 5, 4],
    [6, 16, 10],
    [17, 50, 30],
    [51, 150, 90],
    [151, 400, 250],
  ]
  return edges.map(([first, last, sample]) => {
    let sessions = 0
    for (let rank = first; rank <= last; rank++) sessions += size(rank)
    return { sessionsPerDay: Math.round(size(sample)), weight: sessions / size(sample) }
  })
}

import { DAY, SECOND } from '../../../clock.ts'
import { createRandom } from './random.ts'

/** Shares of calls by how long after the visit they come. */
export interface DelayMix {
  immediate: number
  sameDay: number
  days: number
  weeks: number
}

export const DELAYS: Record<'urgent' | 'uis' | 'considered', DelayMix> = {
  urgent: { immediate: 0.955, sameDay: 0.03, days: 0.007, weeks: 0.008 },
  uis: { immediate: 0.885, sameDay: 0.057, days: 0.028, weeks: 0.03 },
  considered: { immediate: 0.66, sameDay: 0.14, days: 0.13, weeks: 0.07 },
}

/** Everything that the generator may be told. Times in ms, shares 0..1. */
export interface TrafficModel {
  /** People's visits a day on average; bots come on top. */
  sessionsPerDay: number
  /** Of the busiest hour of the week to the mean. */
  peak: number
  dayNoise: number
  hourNoise: number
  /** Number of regions; visitors by Zipf with this exponent. */
  regions: number
  zipf: number
  unknownRegion: number
  mobile: number
  /** Quick leavers: Weibull. */
  quick: number
  quickMean: number
  quickShape: number
  /** All others: log-normal. */
  engagedMean: number
  engagedSigma: number
  /** Sessions that are somebody's second, third, or later visit. */
  returns: number
  cookieKept: number
  /** Share of all sessions that run the script. */
  bots: number
  botRecall: number
  botFalse: number
  /** Calls per person's session. */
  calls: number
  delays: DelayMix
  /** Immediate calls, since arrival: Weibull. */
  callScale: number
  callShape: number
  mobileTaps: number
  tapDelay: number
  desktopOpen: number
  mobileHides: number
  callerRegion: number
  hiddenNumber: number
  callsAgain: number
  intentCallers: number
  intentOthers: number
  /** TV spots: moment since the start and visitors whom it brings. */
  spots: { at: number; visitors: number }[]
  /** Traffic is multiplied by `factor` from `at` on. */
  steps: { at: number; factor: number }[]
}

export const MID_TRAFFIC: TrafficModel = {
  sessionsPerDay: 5000,
  peak: 1.87,
  dayNoise: 0.12,
  hourNoise: 0.1,
  regions: 8,
  zipf: 1,
  unknownRegion: 0.12,
  mobile: 0.62,
  quick: 0.35,
  quickMean: 9 * SECOND,
  quickShape: 0.8,
  engagedMean: 200 * SECOND,
  engagedSigma: 1.2,
  returns: 0.25,
  cookieKept: 0.85,
  bots: 0.18,
  botRecall: 0.85,
  botFalse: 0.005,
  calls: 0.02,
  delays: DELAYS.uis,
  // With 1.5 % of all calls from the same-day part these meet the study: 82.4 % within 15 min of arrival, 91 % within 30.
  callScale: 426 * SECOND,
  callShape: 1.2,
  mobileTaps: 0.8,
  tapDelay: 8 * SECOND,
  desktopOpen: 0.9,
  mobileHides: 0.75,
  callerRegion: 0.75,
  hiddenNumber: 0.03,
  callsAgain: 0.36,
  intentCallers: 0.5,
  intentOthers: 0.05,
  spots: [],
  steps: [],
}

const SHARES = [
  'unknownRegion',
  'mobile',
  'quick',
  'returns',
  'cookieKept',
  'bots',
  'botRecall',
  'mobileTaps',
  'desktopOpen',
  'mobileHides',
  'callerRegion',
  'callsAgain',
  'intentCallers',
] as const
const SCALES = [
  'dayNoise',
  'hourNoise',
  'zipf',
  'quickMean',
  'engagedMean',
  'engagedSigma',
  'calls',
  'callScale',
  'tapDelay',
  'botFalse',
  'hiddenNumber',
  'intentOthers',
] as const

/**
 * The same traffic with every parameter off by up to 30 %: shares by as much of the smaller of them and their complement, so that
 * they stay shares. Which way is drawn by the seed; the number of sessions stays.
 */
export const perturbTraffic = (model: TrafficModel, seed: number): TrafficModel => {
  const random = createRandom(seed).fork('perturb')
  const off = (): number => random.between(-0.3, 0.3)
  const changed: TrafficModel = { ...model, peak: 1 + (model.peak - 1) * (1 + off()) }
  for (const key of SHARES) changed[key] = model[key] + off() * Math.min(model[key], 1 - model[key])
  for (const key of SCALES) changed[key] = model[key] * (1 + off())
  const late = {
    sameDay: model.delays.sameDay * (1 + off()),
    days: model.delays.days * (1 + off()),
    weeks: model.delays.weeks * (1 + off()),
  }
  return { ...changed, delays: { ...late, immediate: 1 - late.sameDay - late.days - late.weeks } }
}

/** Longest delay of a call that the generator makes. */
export const LONGEST_DELAY = 120 * DAY

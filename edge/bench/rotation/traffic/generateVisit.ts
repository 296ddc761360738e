import { DAY, HOUR, MINUTE, SECOND } from '../../../clock.ts'
import type { DeviceClass } from '../../../pool/holder.ts'
import type { Random } from './random.ts'
import { LONGEST_DELAY, type TrafficModel } from './trafficModel.ts'

/** Visits longer than a lease may last say nothing new. */
const LONGEST_VISIT = 4 * HOUR
/** Pages seen: 1, 2, 3, 4 and more. */
const CALLER_PAGES = [0.35, 0.25, 0.18, 0.22]
const OTHER_PAGES = [0.45, 0.25, 0.13, 0.17]
/** A Weibull of shape 0.8 has 1.133 × its scale as mean; other shapes by the gamma function's neighbourhood. */
const weibullMean = (shape: number): number => {
  let sum = 0
  for (let i = 0; i < 1000; i++) sum += (-Math.log(1 - (i + 0.5) / 1000)) ** (1 / shape)
  return sum / 1000
}
const means = new Map<number, number>()

export interface Behaviour {
  pages: number[]
  tapAt: number | null
  intentAt: number | null
}

/** One visible stretch cut into as many page views. */
const cut = (random: Random, from: number, to: number, views: number): number[] => {
  const cuts = Array.from({ length: views - 1 }, () => Math.round(random.between(from, to))).sort((a, b) => a - b)
  return [from, ...cuts.flatMap((at) => [at, at]), to]
}

const viewsOf = (random: Random, weights: readonly number[]): number => {
  const pages = random.pick(weights) + 1
  return pages === 4 ? 4 + random.poisson(2) : pages
}

const engaged = (model: TrafficModel, random: Random): number => {
  const median = model.engagedMean / Math.exp(model.engagedSigma ** 2 / 2)
  return Math.min(LONGEST_VISIT, Math.max(SECOND, random.logNormal(median, model.engagedSigma)))
}

/** How somebody who does not call behaves from `at` on. */
export const browse = (model: TrafficModel, random: Random, at: number): Behaviour => {
  if (random.chance(model.quick)) {
    const mean = means.get(model.quickShape) ?? weibullMean(model.quickShape)
    means.set(model.quickShape, mean)
    const length = random.weibull(model.quickMean / mean, model.quickShape)
    return { pages: [at, Math.round(at + Math.max(300, length))], tapAt: null, intentAt: null }
  }
  const end = Math.round(at + engaged(model, random))
  const intentAt = random.chance(model.intentOthers) ? Math.round(random.between(at, end)) : null
  return { pages: cut(random, at, end, viewsOf(random, OTHER_PAGES)), tapAt: null, intentAt }
}

const lateDelay = (mode: number, random: Random): number => {
  if (mode === 1) return Math.min(DAY, Math.max(3 * MINUTE, random.logNormal(25 * MINUTE, 1.5)))
  if (mode === 2) return DAY * 7 ** random.next()
  return Math.min(LONGEST_DELAY, 7 * DAY + random.exponential(21 * DAY))
}

/** How a caller behaves, and when his call comes. */
export const browseAndCall = (
  model: TrafficModel,
  random: Random,
  at: number,
  device: DeviceClass,
): Behaviour & { callAt: number; late: boolean } => {
  const { delays } = model
  const mode = random.pick([delays.immediate, delays.sameDay, delays.days, delays.weeks])
  const views = viewsOf(random, CALLER_PAGES)
  const intent = random.chance(model.intentCallers) ? random.next() : null
  const intentBefore = (end: number): number | null => (intent === null ? null : Math.round(at + intent * (end - at)))
  if (mode > 0) {
    const end = Math.round(at + Math.max(10 * SECOND, engaged(model, random)))
    return {
      pages: cut(random, at, end, views),
      tapAt: null,
      intentAt: intentBefore(end),
      callAt: Math.round(end + lateDelay(mode, random)),
      late: true,
    }
  }
  let callAt = at + Math.max(15 * SECOND, random.weibull(model.callScale, model.callShape))
  let end: number
  let tapAt: number | null = null
  const back: number[] = []
  if (device === 'mobile' && random.chance(model.mobileTaps)) {
    const delay = random.logNormal(model.tapDelay, 0.35)
    tapAt = Math.round(Math.max(at + 5 * SECOND, callAt - delay))
    callAt = tapAt + delay
    end = tapAt + SECOND
    if (random.chance(0.4)) {
      const again = Math.round(callAt + random.exponential(2 * MINUTE))
      back.push(again, Math.round(again + SECOND + random.exponential(MINUTE)))
    }
  } else if (device === 'mobile' && random.chance(model.mobileHides)) {
    const before = random.between(10 * SECOND, 40 * SECOND)
    end = Math.max(at + 8 * SECOND, callAt - before)
    callAt = end + before
  } else if (device === 'desktop' && !random.chance(model.desktopOpen)) {
    const before = 5 * SECOND + random.exponential(MINUTE)
    end = Math.max(at + 8 * SECOND, callAt - before)
    callAt = end + before
  } else end = callAt + random.logNormal(MINUTE, 1)
  end = Math.round(end)
  const seen = Math.min(end, callAt, tapAt ?? Infinity)
  return { pages: [...cut(random, at, end, views), ...back], tapAt, intentAt: intentBefore(seen), callAt: Math.round(callAt), late: false }
}

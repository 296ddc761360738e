import { DAY, HOUR, MINUTE } from '../../../clock.ts'
import type { Random } from './random.ts'
import type { TrafficModel } from './trafficModel.ts'
import { weekCurve } from './weekCurve.ts'

/** Moments at which people come for the first time or again, from `from` to `to` (ms), in no order: a Poisson process by the hour. */
export const generateArrivals = (model: TrafficModel, random: Random, { from, to }: { from: number; to: number }): number[] => {
  const curve = weekCurve(model.peak)
  const arrivals: number[] = []
  let dayFactor = 1
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour++) {
    if (hour % 24 === 0) dayFactor = Math.max(0.2, 1 + model.dayNoise * random.normal())
    const noise = Math.max(0.2, 1 + model.hourNoise * random.normal())
    let step = 1
    for (const { at, factor } of model.steps) if (hour * HOUR >= at) step = factor
    const mean = (model.sessionsPerDay / 24) * curve[((hour % 168) + 168) % 168]! * dayFactor * noise * step
    for (let left = random.poisson(mean); left > 0; left--) arrivals.push((hour + random.next()) * HOUR)
  }
  return arrivals
}

/** TV: three of four who come at all come within two minutes. */
export const generateSpotArrivals = (model: TrafficModel, random: Random): number[] =>
  model.spots.flatMap(({ at, visitors }) =>
    Array.from({ length: random.poisson(visitors) }, () =>
      Math.round(at + (random.chance(0.75) ? random.next() * 2 * MINUTE : 2 * MINUTE + random.exponential(15 * MINUTE))),
    ),
  )

/** Moves a moment to a time of the same day at which people are awake, by the curve. */
export const awake = (curve: readonly number[], random: Random, moment: number): number => {
  const peak = Math.max(...curve)
  const day = Math.floor(moment / DAY) * DAY
  let at = moment
  for (let tries = 0; tries < 40; tries++) {
    if (random.next() * peak < curve[((Math.floor(at / HOUR) % 168) + 168) % 168]!) return at
    at = day + random.next() * DAY
  }
  return at
}

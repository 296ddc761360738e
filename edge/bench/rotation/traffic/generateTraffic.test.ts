import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../clock.ts'
import { generateTraffic } from './generateTraffic.ts'
import { createRandom } from './random.ts'
import { MID_TRAFFIC, perturbTraffic } from './trafficModel.ts'
import { arrivalOf } from './visit.ts'
import { weekCurve } from './weekCurve.ts'

describe('generated traffic', () => {
  const traffic = generateTraffic(MID_TRAFFIC, 3, 28)
  const people = traffic.visits.filter(({ bot }) => !bot)
  const share = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length / list.length

  test('is the same for the same seed and another for another', () => {
    const model = { ...MID_TRAFFIC, sessionsPerDay: 200 }
    expect(generateTraffic(model, 1, 3)).toEqual(generateTraffic(model, 1, 3))
    expect(generateTraffic(model, 1, 3).visits).not.toEqual(generateTraffic(model, 2, 3).visits)
  })

  test('meets the one published delay study: 82.4 % of first calls within 15 min of arrival, 91.4 % within 30', () => {
    const first = traffic.calls.filter((call) => call.first)
    const within = (ms: number): number => share(first, (call) => call.visit >= 0 && call.at - arrivalOf(traffic.visits[call.visit]!) <= ms)
    expect(Math.abs(within(15 * MINUTE) - 0.824)).toBeLessThan(0.025)
    expect(Math.abs(within(30 * MINUTE) - 0.914)).toBeLessThan(0.025)
  })

  test('has the sessions, bots, devices and calls that it was asked for', () => {
    expect(people.length / 28 / 5000).toBeCloseTo(1, 1)
    expect(share(traffic.visits, ({ bot }) => bot)).toBeCloseTo(0.18, 1)
    expect(share(people, ({ device }) => device === 'mobile')).toBeCloseTo(0.62, 1)
    expect(traffic.calls.filter(({ first }) => first).length / 28 / 100).toBeCloseTo(1, 0)
  })

  test('has three of four sessions as first visits', () => {
    expect(new Set(people.map(({ person }) => person)).size / people.length).toBeGreaterThan(0.72)
    expect(new Set(people.map(({ person }) => person)).size / people.length).toBeLessThan(0.82)
  })

  test('comes in order, with page views that end after they start', () => {
    const arrivals = traffic.visits.map(arrivalOf)
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
    for (const { pages } of traffic.visits) expect(pages).toEqual([...pages].sort((a, b) => a - b))
  })

  test('answers a TV spot with three quarters of its visitors in two minutes', () => {
    const at = 2 * DAY + 19 * HOUR
    const spot = generateTraffic({ ...MID_TRAFFIC, sessionsPerDay: 100, spots: [{ at, visitors: 1000 }] }, 1, 4)
    const come = spot.visits.map(arrivalOf).filter((moment) => moment >= at)
    expect(come.filter((moment) => moment < at + 2 * MINUTE).length / 1000).toBeCloseTo(0.78, 1)
  })
})

test('the busiest hour of the week has so many times the mean', () => {
  const curve = weekCurve(1.87)
  expect(Math.max(...curve)).toBeCloseTo(1.87)
  expect(curve.reduce((sum, hour) => sum + hour, 0) / 168).toBeCloseTo(1)
})

test('perturbed traffic keeps shares between 0 and 1, and delays whole', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { delays, ...model } = perturbTraffic(MID_TRAFFIC, seed)
    expect(delays.immediate + delays.sameDay + delays.days + delays.weeks).toBeCloseTo(1)
    for (const key of ['mobile', 'mobileTaps', 'desktopOpen', 'cookieKept'] as const) expect(model[key]).toBeLessThanOrEqual(1)
  }
})

test('random numbers have the distributions they are named for', () => {
  const random = createRandom(1)
  const mean = (draw: () => number): number => Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000
  expect(mean(random.next)).toBeCloseTo(0.5, 1)
  expect(mean(() => random.exponential(3))).toBeCloseTo(3, 0)
  expect(mean(() => random.poisson(4))).toBeCloseTo(4, 0)
  expect(mean(() => random.poisson(400)) / 400).toBeCloseTo(1, 1)
  expect(mean(random.normal)).toBeCloseTo(0, 1)
  expect(random.fork('a').next()).toBe(createRandom(1).fork('a').next())
})

import type { E164 } from '../../../brands.ts'
import { DAY } from '../../../clock.ts'
import { hourOf } from '../../../pool/keys.ts'
import type { HourLoad } from '../../../pool/pool.port.ts'
import { drainInModel, fillModel, loadOfModel, removeFromModel, stateOfModel, takeBackInModel } from '../../../pool/model/moveInModel.ts'
import { type SiteModel, poolOf } from '../../../pool/model/siteModel.ts'
import { poolSize } from '../../../pool/size.ts'
import { ROUTE, SITE, numberName, regionName } from './names.ts'

/** Unused numbers that a pool keeps for growth. */
const BUFFER = 5
/** Surplus that is left alone. */
const SLACK = 1.1
const ASSIGNED = new Set<HourLoad['how']>(['rested', 'taken-back', 'grown', 'free', 'shared'])
const WEEK = 7 * 24
/** ms for which a number stays bound after its last display or call. */
const BOUND = 14 * DAY

const median = (values: number[]): number => {
  const sorted = values.sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Assignments in the busiest hour of the week by the median of up to four weeks, doubled at most when the last 48 hours are higher. */
export const busiestHour = (hours: ReadonlyMap<number, number>, now: number): number => {
  const last = hourOf(now) - 1
  const weeks = Math.min(4, Math.floor([...hours.keys()].length === 0 ? 0 : (last - Math.min(...hours.keys()) + 1) / WEEK))
  if (weeks === 0) return 0
  let usual = 0
  for (let hour = last; hour > last - WEEK; hour--) {
    usual = Math.max(usual, median(Array.from({ length: weeks }, (_, week) => hours.get(hour - week * WEEK) ?? 0)))
  }
  let recent = 0
  for (let hour = last; hour > last - 48; hour--) recent = Math.max(recent, hours.get(hour) ?? 0)
  // The best of 48 noisy hours is always a little higher.
  return recent > usual + 3 * Math.sqrt(usual) ? Math.min(2 * usual, recent) : usual
}

/** Who gives the pools their numbers: an inventory without end, by the nightly rules of ROTATION.md "Size, growth, life cycle". */
export interface NumberSupply {
  /** N by region. */
  sizes: number[]
  /** Nightly: new sizes, surplus drained, want filled. */
  resize(now: number, sizes?: number[]): void
  /** Tops up the buffer that growth takes from. */
  refill(region: number, now: number): void
  numbersOf(region: number): E164[]
}

export const createNumberSupply = (
  model: SiteModel,
  { regions, rest, visible }: { regions: number; rest: number; visible: number },
): NumberSupply => {
  const made: E164[][] = Array.from({ length: regions }, () => [])
  const fresh = (region: number, count: number): E164[] => {
    const numbers = Array.from({ length: count }, (_, i) => numberName(region, made[region]!.length + i))
    made[region]!.push(...numbers)
    return numbers
  }
  const pool = (region: number) => poolOf(model, ROUTE, regionName(region))
  const ref = (region: number) => ({ site: SITE, route: ROUTE, region: regionName(region) })
  const supply: NumberSupply = {
    sizes: new Array<number>(regions).fill(2),
    numbersOf: (region) => made[region]!,
    refill: (region, now) => {
      const want = BUFFER - poolOf(model, ROUTE, regionName(region)).stock.size
      if (want > 0) fillModel(model, ref(region), { numbers: fresh(region, want), as: 'stock', now })
    },
    resize: (now, given) => {
      const hours = Array.from({ length: regions }, () => new Map<number, number>())
      if (!given) {
        for (const { hour, region, how, count } of loadOfModel(model, hourOf(now - 28 * DAY), hourOf(now) - 1)) {
          if (!ASSIGNED.has(how)) continue
          const of = hours[Number(region.slice(3))]!
          of.set(hour, (of.get(hour) ?? 0) + count)
        }
        // An hour without leases is an hour of none: the first one tells how long has been measured.
        const first = Math.min(...hours.flatMap((of) => [...of.keys()]))
        for (const of of hours) if (!of.has(first)) of.set(first, 0)
      }
      for (let region = 0; region < regions; region++) {
        const size = given?.[region] ?? poolSize({ busiestHour: busiestHour(hours[region]!, now), rest, visible })
        supply.sizes[region] = size
        const state = stateOfModel(model, ref(region))
        const active = state.active.length
        if (active > SLACK * size) {
          const latest = state.active.map(({ number }) => number).sort((a, b) => made[region]!.indexOf(b) - made[region]!.indexOf(a))
          drainInModel(model, ref(region), latest.slice(0, active - size), now)
        } else if (active < size) {
          const newest = state.draining.sort((a, b) => b.since - a.since).map(({ number }) => number)
          const back = takeBackInModel(model, ref(region), newest.slice(0, size - active))
          const more = fresh(region, size - active - back.length)
          fillModel(model, ref(region), { numbers: more, as: 'active', now })
        }
        const over = state.draining.filter(
          ({ number, since }) => now - Math.max(since, pool(region).rings.get(number)?.lastCall ?? 0) > BOUND,
        )
        removeFromModel(
          model,
          ref(region),
          over.map(({ number }) => number),
        )
        supply.refill(region, now)
      }
    },
  }
  return supply
}

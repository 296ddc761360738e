import type { E164 } from '../../../brands.ts'
import { LIFE } from '../../../numbers/lifePolicy.ts'
import { hourOf } from '../../../pool/keys.ts'
import { drainInModel, fillModel, removeFromModel, stateOfModel, takeBackInModel } from '../../../pool/model/moveInModel.ts'
import { type SiteModel, poolOf } from '../../../pool/model/siteModel.ts'
import { poolSize } from '../../../pool/size.ts'
import { busiestHour } from '../../../pools/busiestHour.ts'
import { planPool } from '../../../pools/planPool.ts'
import { stockWanted } from '../../../pools/stockWanted.ts'
import { ROUTE, SITE, START, numberName, regionName } from './names.ts'

/** Who gives the pools their numbers: production's nightly sizing on an inventory without end. */
export interface NumberSupply {
  /** N by region. */
  sizes: number[]
  /** A visit of that region was given a number. */
  count(region: number, now: number): void
  /** N as given; else by what was measured. Then surplus is drained, want filled, and what nobody called or saw for 14 days leaves. */
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
  const demand = Array.from({ length: regions }, () => new Map<number, number>())
  const fresh = (region: number, count: number): E164[] => {
    const numbers = Array.from({ length: count }, (_, i) => numberName(region, made[region]!.length + i))
    made[region]!.push(...numbers)
    return numbers
  }
  const ref = (region: number) => ({ site: SITE, route: ROUTE, region: regionName(region) })
  const pool = (region: number) => poolOf(model, ROUTE, regionName(region))
  const fit = (region: number, now: number): void => {
    const state = stateOfModel(model, ref(region))
    const [active, draining, stock] = [state.active.length, state.draining.length, state.stock.length]
    const plan = planPool({ active, draining, stock, size: supply.sizes[region]! })
    const newest = state.active.map(({ number }) => number).sort((a, b) => (a < b ? 1 : -1))
    drainInModel(model, ref(region), newest.slice(0, plan.drain), now)
    const left = state.draining.sort((a, b) => b.since - a.since).map(({ number }) => number)
    takeBackInModel(model, ref(region), left.slice(0, plan.takeBack))
    fillModel(model, ref(region), { numbers: [...state.stock.slice(0, plan.activate), ...fresh(region, plan.claim)], as: 'active', now })
    const over = left.slice(plan.takeBack).filter((number) => {
      const ring = pool(region).rings.get(number)
      return now - Math.max(ring?.released ?? 0, ring?.lastCall ?? 0) > LIFE.bound
    })
    removeFromModel(model, ref(region), over)
  }
  const supply: NumberSupply = {
    sizes: new Array<number>(regions).fill(2),
    numbersOf: (region) => made[region]!,
    count: (region, now) => {
      const of = demand[region]!
      of.set(hourOf(now), (of.get(hourOf(now)) ?? 0) + 1)
    },
    refill: (region, now) => {
      const want = stockWanted(supply.sizes[region]!) - pool(region).stock.size
      if (want > 0) fillModel(model, ref(region), { numbers: fresh(region, want), as: 'stock', now })
    },
    resize: (now, given) => {
      for (let region = 0; region < regions; region++) {
        const measured = busiestHour(demand[region]!, { since: START, now })
        supply.sizes[region] =
          given?.[region] ?? (measured === null ? supply.sizes[region]! : poolSize({ busiestHour: measured, rest, visible }))
        fit(region, now)
        supply.refill(region, now)
      }
    },
  }
  return supply
}

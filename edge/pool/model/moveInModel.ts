import type { E164 } from '../../brands.ts'
import type { NumberHistory } from '../holder.ts'
import type { CallNote, HourLoad, PoolRef, PoolState } from '../pool.port.ts'
import { historyOf, newRing, ringOf } from './ring.ts'
import { poolName, poolOf, type PoolModel, type SiteModel } from './siteModel.ts'

/** See `Pool.fill`. */
export function fillModel(
  model: SiteModel,
  { route, region }: PoolRef,
  {
    numbers,
    as,
    lastSeen = {},
    now,
  }: { numbers: E164[]; as: 'stock' | 'active' | 'draining'; lastSeen?: Partial<Record<E164, number>>; now: number },
): void {
  const pool = poolOf(model, route, region)
  for (const number of numbers) {
    const active = pool.active.has(number)
    const draining = pool.draining.has(number)
    const unused = pool.stock.has(number)
    const seen = lastSeen[number] ?? 0
    if (!active && !draining && !unused && seen > 0 && !pool.rings.has(number)) pool.rings.set(number, newRing(seen))
    if (as === 'active' && !active && !draining) {
      pool.stock.delete(number)
      pool.active.set(number, ringOf(pool, number).released)
    } else if (as === 'draining' && !active && !draining) {
      pool.stock.delete(number)
      pool.draining.set(number, now)
    } else if (as === 'stock' && !active && !draining && !unused) pool.stock.set(number, now)
    model.listener?.number(pool, number)
  }
}

/** Active numbers leave rotation; answers those that were active. */
export function drainInModel(model: SiteModel, { route, region }: PoolRef, numbers: E164[], now: number): E164[] {
  const pool = poolOf(model, route, region)
  return numbers.filter((number) => {
    if (!pool.active.delete(number)) return false
    pool.draining.set(number, now)
    tellMoved(model, pool, number, 'drained')
    return true
  })
}

/** Draining numbers are active again; answers those that were draining. */
export function takeBackInModel(model: SiteModel, { route, region }: PoolRef, numbers: E164[]): E164[] {
  const pool = poolOf(model, route, region)
  return numbers.filter((number) => {
    if (!pool.draining.delete(number)) return false
    pool.active.set(number, ringOf(pool, number).released)
    tellMoved(model, pool, number, 'taken-back')
    return true
  })
}

function tellMoved(model: SiteModel, pool: PoolModel, number: E164, move: 'drained' | 'taken-back'): void {
  model.listener?.number(pool, number)
  model.listener?.event({ type: 'moved', number, route: pool.route, region: pool.region, move })
}

/** Numbers leave the pool altogether, their holders too. */
export function removeFromModel(model: SiteModel, { route, region }: PoolRef, numbers: E164[]): void {
  const pool = poolOf(model, route, region)
  for (const number of numbers) {
    pool.active.delete(number)
    pool.draining.delete(number)
    pool.stock.delete(number)
    pool.rings.delete(number)
    model.listener?.number(pool, number)
  }
}

/** A call's event: the number remembers its last call; answers who held it. */
export function callInModel(
  model: SiteModel,
  { route, region, number, event }: CallNote,
  now: number,
): { at: number; history: NumberHistory } {
  const pool = poolOf(model, route, region)
  let ring = pool.rings.get(number)
  if (!ring && (pool.active.has(number) || pool.draining.has(number) || pool.stock.has(number))) {
    pool.rings.set(number, (ring = newRing()))
  }
  if (ring) {
    ring.lastCall = Math.max(ring.lastCall, now)
    model.listener?.number(pool, number)
  }
  const history = historyOf(number, ring, now)
  model.listener?.event({ type: 'call', number, event, history })
  return { at: now, history }
}

/** See `Pool.history`. */
export function historyInModel(model: SiteModel, { route, region, number }: PoolRef & { number: E164 }, now: number): NumberHistory {
  return historyOf(number, model.pools.get(poolName(route, region))?.rings.get(number), now)
}

/** See `Pool.state`. */
export function stateOfModel(model: SiteModel, { route, region }: PoolRef): PoolState {
  const pool = poolOf(model, route, region)
  return {
    route,
    region,
    active: pool.active.entries().map(([number, score]) => ({ number, score })),
    draining: pool.draining.entries().map(([number, since]) => ({ number, since })),
    stock: pool.stock.entries().map(([number]) => number),
  }
}

/** See `Pool.load`. */
export function loadOfModel(model: SiteModel, from: number, to: number): HourLoad[] {
  const list: HourLoad[] = []
  for (let hour = from; hour <= to; hour++) {
    for (const [field, count] of model.loads.get(hour)?.counts ?? []) {
      const [route, region, how] = field.split('|') as [HourLoad['route'], HourLoad['region'], HourLoad['how']]
      list.push({ hour, route, region, how, count })
    }
  }
  return list
}

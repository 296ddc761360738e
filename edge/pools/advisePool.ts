import type { CallForecast } from './forecastPool.ts'

export interface SizeForecast extends CallForecast {
  size: number
  /** Of last week's calls that nobody was named for: how many would have been, with so many numbers. */
  named: number
}

export interface PoolAdvice {
  kind: 'grow' | 'shrink' | 'fill' | 'keep'
  /** Numbers that the pool should have. */
  size: number
  text: string
}

export interface PoolWeek {
  /** N by sizing. */
  size: number
  active: number
  /** Unused numbers beside it. */
  stock: number
  /** Last week's visits that had to share a number. */
  shared: number
  /** Last week's calls that nobody was named for. */
  unknownCalls: number
}

/** Sizes worth comparing with N. */
export function sizesBeside(size: number): number[] {
  return [...new Set([0.5, 0.75, 1, 1.25, 1.5, 2].map((factor) => Math.max(2, Math.round(size * factor))))]
}

/** How many of the unknown calls another size would have named: as the shares of unknown calls are. */
export function namedInstead(unknownCalls: number, { before, after }: { before: CallForecast; after: CallForecast }): number {
  return before.unknown > 0 ? Math.max(0, Math.round(unknownCalls * (1 - after.unknown / before.unknown))) : 0
}

/** What to do about a pool, said as its owner would say it. */
export function advisePool({ size, active, stock, shared, unknownCalls }: PoolWeek, forecasts: readonly SizeForecast[]): PoolAdvice {
  const worth = forecasts.find((one) => one.size > size && one.named >= Math.max(3, unknownCalls / 2))
  if (worth) {
    const text = `With ${worth.size} instead of ${size} numbers ${worth.named} of last week's ${unknownCalls} unknown calls would have been named.`
    return { kind: 'grow', size: worth.size, text }
  }
  if (active < size) return { kind: 'fill', size, text: `${size - active} numbers are missing: import some or free others.` }
  if (shared > 0 && stock === 0)
    return { kind: 'fill', size, text: `${shared} visits shared a number last week and none is left to grow with.` }
  if (active > 1.1 * size)
    return { kind: 'shrink', size, text: `${active - size} numbers are more than the traffic needs; they drain at night.` }
  return { kind: 'keep', size, text: 'The pool fits its traffic.' }
}

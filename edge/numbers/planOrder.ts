import { LIFE } from './lifePolicy.ts'

/** What a region's inventory was asked for and has. */
export interface RegionStock {
  /** Net draw on free numbers by day, oldest first: numbers given to companies less numbers that came back. */
  draws: readonly number[]
  free: number
  active: number
  /** Stored numbers that become free before an order would be needed again. */
  exitsDue: number
}

const DAYS = LIFE.orderAhead / 86_400_000

/** Free numbers that a region should have: all but the rarest week's net draw, and a reserve for its active ones. */
export function targetFree({ draws, active }: Pick<RegionStock, 'draws' | 'active'>): number {
  const weeks: number[] = []
  for (let end = 1; end <= draws.length; end++) {
    weeks.push(draws.slice(Math.max(0, end - DAYS), end).reduce((sum, draw) => sum + draw, 0))
  }
  return Math.max(LIFE.leastFree, Math.ceil(quantile(weeks, LIFE.drawQuantile) + LIFE.activeReserve * active))
}

/** How many numbers to order; never negative. */
export function planOrder(stock: RegionStock): { target: number; order: number } {
  const target = targetFree(stock)
  return { target, order: Math.max(0, target - stock.free - stock.exitsDue) }
}

/** The smallest value that so large a share of them does not exceed; 0 of none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

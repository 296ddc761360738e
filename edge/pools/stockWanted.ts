import { LIFE } from '../numbers/lifePolicy.ts'

/** Unused numbers that a pool of N should have beside it: what one burst of growth may take. */
export function stockWanted(size: number): number {
  return Math.min(LIFE.stockMost, Math.max(LIFE.stockLeast, Math.ceil(LIFE.stockShare * size)))
}

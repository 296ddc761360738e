import { LIFE } from '../numbers/lifePolicy.ts'

/** What sizing does with a pool, in numbers. */
export interface PoolPlan {
  drain: number
  takeBack: number
  /** Of its stock. */
  activate: number
  /** Of the company's stored numbers and the inventory. */
  claim: number
}

/** Brings a pool to N: a surplus of more than a tenth is drained; what is missing is taken back, then out of stock, then claimed. */
export function planPool({ active, draining, stock, size }: { active: number; draining: number; stock: number; size: number }): PoolPlan {
  const drain = active > LIFE.surplus * size ? active - size : 0
  const missing = Math.max(0, size - active)
  const takeBack = Math.min(missing, draining)
  const activate = Math.min(missing - takeBack, stock)
  return { drain, takeBack, activate, claim: missing - takeBack - activate }
}

import { HOUR, MINUTE, SECOND } from '../clock.ts'
import type { ChainStep } from './pool.port.ts'
import type { PoolPolicy } from './policy.ts'

/** Rest that numbers should have had, by default: about 25 numbers per 1,000 sessions a day. */
export const REST = 15 * MINUTE
/** Mean visible time until it is measured. */
export const VISIBLE = 200 * SECOND
/** Share of a day's sessions that a busy hour has: 1.87 times the mean hour. */
const BUSIEST_SHARE = 1.87 / 24
/** Above the busiest hour that is usual; growth is for what comes on top. */
const MARGIN = 1.1

/** What is only stated gets more, and a spare number: a site's first visitors must not share because its owner guessed low. */
const STATED_MARGIN = 1.15

/** Numbers that are shown or rest at once, in the busiest hour. */
const inUse = ({ busiestHour, rest = REST, visible = VISIBLE }: Demand): number => (busiestHour * (rest + visible)) / HOUR

interface Demand {
  /** Assignments in the busiest hour of the week. */
  busiestHour: number
  /** R*, ms. */
  rest?: number
  /** Mean time that a number is shown, ms. */
  visible?: number
}

/** N: active numbers that a pool should have. */
export function poolSize(demand: Demand): number {
  return Math.max(2, Math.ceil(MARGIN * inUse(demand)))
}

/** N until seven days are measured, from the sessions a day that the site states. */
export function startingSize(sessionsPerDay: number, rest = REST): number {
  return Math.max(2, Math.ceil(STATED_MARGIN * inUse({ busiestHour: sessionsPerDay * BUSIEST_SHARE, rest })) + 1)
}

/** Most active numbers that growth may reach: max(N + floor, factor · N) unless the command says otherwise. */
export function growthCap({ size, cap }: Pick<ChainStep, 'size' | 'cap'>, { growthFloor, growthFactor }: PoolPolicy): number {
  return cap ?? Math.max(size + growthFloor, Math.ceil(growthFactor * size))
}

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

/**
 * N: active numbers that a pool should have. `busiestHour`: assignments in the busiest hour of the week; `rest` (R*) and
 * `visible` (mean time that a number is shown) in ms.
 */
export function poolSize({
  busiestHour,
  rest = REST,
  visible = VISIBLE,
}: {
  busiestHour: number
  rest?: number
  visible?: number
}): number {
  return Math.max(2, Math.ceil((MARGIN * busiestHour * (rest + visible)) / HOUR))
}

/** N until seven days are measured, from the sessions a day that the site states. */
export function startingSize(sessionsPerDay: number): number {
  return poolSize({ busiestHour: sessionsPerDay * BUSIEST_SHARE })
}

/** Most active numbers that growth may reach: max(N + floor, factor · N) unless the command says otherwise. */
export function growthCap({ size, cap }: Pick<ChainStep, 'size' | 'cap'>, { growthFloor, growthFactor }: PoolPolicy): number {
  return cap ?? Math.max(size + growthFloor, Math.ceil(growthFactor * size))
}

import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'

/** Every parameter of the rotation policy with its unit and reason. Sites override some in their settings. */
export interface PoolPolicy {
  /** ms a number must have rested to be given at once. Below it the pool grows instead (rest rules accuracy). */
  growBelow: number
  /** ms that a number waits longer before it is given on, after somebody who showed interest in the phone, did not tap and may yet call. */
  interestRest: number
  /** ms that a visitor's own number must have rested to be his again when others held it since. */
  stickyRest: number
  /** ms of a visit during which a visitor keeps his number whatever happened to it. */
  visitLength: number
  /** ms that one beacon keeps a number. */
  lease: number
  /** ms between beacons. */
  beacon: number
  /** ms after which a lease ends however alive its page is. */
  leaseMax: number
  /** ms without interaction after which a visible page loses its lease. */
  idleMax: number
  /** Holders remembered per number. */
  ring: number
  /** Active numbers may reach max(N + growthFloor, ceil(growthFactor · N)). */
  growthFloor: number
  growthFactor: number
  /** At most max(burstFloor, ceil(burstShare · active)) numbers are added per burstWindow ms. */
  burstFloor: number
  burstShare: number
  burstWindow: number
  /** ms for which a visitor's number is remembered. */
  sticky: number
  /** Live leases one visitor may hold per slot at once. */
  liveLeases: number
  /** ms within which a second tap is the same tap. */
  tapOnce: number
  /** ms for which the answer to a request id is remembered. */
  retry: number
}

export const POLICY: PoolPolicy = {
  growBelow: 5 * MINUTE,
  interestRest: 30 * MINUTE,
  stickyRest: 30 * MINUTE,
  visitLength: 30 * MINUTE,
  lease: 75 * SECOND,
  beacon: 30 * SECOND,
  leaseMax: 4 * HOUR,
  idleMax: 60 * MINUTE,
  ring: 24,
  growthFloor: 2,
  growthFactor: 1.15,
  burstFloor: 2,
  burstShare: 0.2,
  burstWindow: 5 * MINUTE,
  sticky: 30 * DAY,
  liveLeases: 3,
  tapOnce: 10 * SECOND,
  retry: 5 * MINUTE,
}

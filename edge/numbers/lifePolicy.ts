import { DAY, HOUR } from '../clock.ts'
import { POLICY } from '../pool/policy.ts'

/** Every parameter of a number's life with its unit and reason; rotation has its own in `../pool/policy.ts`. */
export const LIFE = {
  /** ms after its last display or call for which a number stays bound: callers of an advertisement come back within two weeks. */
  bound: 14 * DAY,
  /** ms that a display may outlast its lease's record: the clock of the 14 days starts at the latest possible end. */
  display: POLICY.leaseMax,
  /** ms of storage with few free numbers; plus up to `storedMore` with many. Ten days more than 90 halve the calls that reach a wrong company. */
  stored: 100 * DAY,
  storedMore: 80 * DAY,
  /** Share of `target` in free numbers from which storage gets longer, up to one more share. */
  storedFrom: 0.5,
  /** Free numbers that a region should have at least. */
  leastFree: 20,
  /** ms of demand that free numbers must outlast until an order has come. */
  orderAhead: 7 * DAY,
  /** Share of the weeks whose net draw free numbers must outlast. */
  drawQuantile: 0.99,
  /** The same for what active numbers may suddenly need. */
  activeReserve: 0.1,
  /** Share of `target` in free numbers below which the operator is told. */
  lowFree: 0.5,
  /** A pool's buffer of unused numbers: what one burst of growth may take, within these. */
  stockLeast: 2,
  stockMost: 5,
  stockShare: 0.2,
  /** Times N in active numbers over which the surplus is drained. */
  surplus: 1.1,
  /** ms over which a number's health is judged. */
  healthWindow: 7 * DAY,
  /** Spam calls in that time, and their share of all, from which a number is unhealthy. */
  spamCalls: 5,
  spamShare: 0.5,
  /** Visits that tapped without any call since, the newest of them so many ms ago, from which its provider's webhooks are overdue. */
  silentTaps: 8,
  silentFor: 2 * HOUR,
} as const

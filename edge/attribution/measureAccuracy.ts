import type { VisitorId } from '../brands.ts'
import { SECOND } from '../clock.ts'
import type { Attribution } from './attribution.ts'
import type { AttributionInput } from './attributeCall.ts'
import { attributeCall } from './attributeCall.ts'
import { wilsonInterval } from './wilsonInterval.ts'
import { withoutTap } from './withoutTap.ts'

/** ms before a call within which a tap gives its caller away. */
const TAP_BEFORE = 40 * SECOND
/** A tap that must stand against another one is no ground truth. */
const SURE = 0.95

/** A call whose caller is known by his tap, and what attribution says of it when it may not see the tap. */
export interface BlindTest {
  /** Who tapped: his visitor, else his session. */
  truth: string
  /** Claimed share of whoever was named; null = nobody was named. */
  claimed: number | null
  right: boolean
}

const keyOf = ({ visitor, session }: { visitor: VisitorId | null; session: string | null }): string | null => visitor ?? session

/** The blind test of a call, or null where no single tap explains it. `told` is what was attributed with all evidence. */
export const blindTest = (input: AttributionInput, told: Attribution): BlindTest | null => {
  const [best] = told.candidates
  if (told.label !== 'tap' || !best || best.share < SURE) return null
  const holder = input.history.holders.find(({ session }) => session === best.session)
  if (!holder || holder.tappedAt === null || input.at - holder.tappedAt > TAP_BEFORE) return null
  const blind = attributeCall({ ...input, known: null, history: withoutTap(input.history) })
  const truth = keyOf(best)!
  return { truth, claimed: blind.session === null ? null : blind.confidence, right: keyOf(blind) === truth }
}

export interface MeasuredAccuracy {
  /** Calls that a tap gave away. */
  count: number
  /** Of them named without the tap. */
  named: number
  /** Mean claimed share of the named. */
  claimed: number
  /** Share of the named that was right, with its 95 % interval. */
  precision: number
  low: number
  high: number
}

/** Claimed against true precision over the blind tests of a site. Without any named call both are 0 and the interval is [0, 1]. */
export const measureAccuracy = (tests: readonly BlindTest[]): MeasuredAccuracy => {
  const named = tests.filter(({ claimed }) => claimed !== null)
  const right = named.filter((test) => test.right).length
  const claimed = named.reduce((sum, test) => sum + test.claimed!, 0)
  const per = Math.max(1, named.length)
  return {
    count: tests.length,
    named: named.length,
    claimed: claimed / per,
    precision: right / per,
    ...wilsonInterval(right, named.length),
  }
}

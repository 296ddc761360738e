import type { E164, RegionCode, SessionId } from '../brands.ts'
import type { Holder } from '../pool/holder.ts'
import { POLICY } from '../pool/policy.ts'
import { attributeCall } from './attributeCall.ts'
import type { IntensityTables } from './intensityTables.ts'

/** A lease of one pool as it was recorded: a session that saw a number from `shownAt` to `lastSeen` (ms). */
export type RecordedLease = Omit<Holder, 'pages'>

/** A call to the pool with what attribution made of it. */
export interface AttributedCall {
  at: number
  callerRegion: RegionCode | null
  candidates: readonly { session: SessionId; share: number }[]
  /** Whether somebody was named. */
  named: boolean
}

export interface SizeAdvice {
  size: number
  /** Expected shares of all calls, 0..1, sum 1. */
  right: number
  wrong: number
  unknown: number
  /** Share of leases that would have shared a number with somebody present. */
  shared: number
  /** Of the calls that nobody was named for, how many would have been named. */
  unknownCalls: number
  nowNamed: number
}

export interface AdviseInput {
  /** By `shownAt`. */
  leases: readonly RecordedLease[]
  /** By `at`. */
  calls: readonly AttributedCall[]
  sizes: readonly number[]
  tables: IntensityTables
  threshold: number
  shareOfRegion: (region: RegionCode) => number
  background: number
}

interface Replayed {
  released: number
  /** Newest first. */
  holders: Holder[]
}

/** Index of the number that has rested longest. */
const longestRested = (numbers: readonly Replayed[]): number => {
  let best = 0
  for (let i = 1; i < numbers.length; i++) if (numbers[i]!.released < numbers[best]!.released) best = i
  return best
}

const replay = (input: AdviseInput, size: number): SizeAdvice => {
  const numbers: Replayed[] = Array.from({ length: size }, () => ({ released: 0, holders: [] }))
  const shownOn = new Map<SessionId, number>()
  const advice = { size, right: 0, wrong: 0, unknown: 0, shared: 0, unknownCalls: 0, nowNamed: 0 }
  let next = 0
  const leaseUntil = (at: number): void => {
    for (; next < input.leases.length && input.leases[next]!.shownAt <= at; next++) {
      const lease = input.leases[next]!
      const index = longestRested(numbers)
      const number = numbers[index]!
      if (number.released > lease.shownAt) advice.shared++
      number.released = Math.max(number.released, lease.lastSeen)
      number.holders.unshift({ ...lease, pages: {} })
      if (number.holders.length > POLICY.ring) number.holders.pop()
      shownOn.set(lease.session, index)
    }
  }
  for (const call of input.calls) {
    leaseUntil(call.at)
    let [right, wrong, unknown, explained] = [0, 0, 0, 0]
    for (const { session, share } of call.candidates) {
      const index = shownOn.get(session)
      if (index === undefined) continue
      explained += share
      // Had it been him, he would have dialled the number that he was shown here.
      const history = { number: String(index) as E164, holders: numbers[index]!.holders, lastCall: null }
      const found = attributeCall({ ...input, at: call.at, callerRegion: call.callerRegion, history, known: null })
      if (found.session === null) unknown += share
      else if (found.session === session) right += share
      else wrong += share
    }
    advice.right += right
    advice.wrong += wrong
    advice.unknown += unknown + 1 - explained
    if (call.named) continue
    advice.unknownCalls++
    if (explained > 0) advice.nowNamed += (right + wrong) / explained
  }
  leaseUntil(Infinity)
  const per = 1 / Math.max(1, input.calls.length)
  return {
    ...advice,
    right: advice.right * per,
    wrong: advice.wrong * per,
    unknown: input.calls.length === 0 ? 1 : advice.unknown * per,
    shared: advice.shared / Math.max(1, input.leases.length),
    nowNamed: Math.round(advice.nowNamed),
  }
}

/**
 * What pools of other sizes would have made of a pool's recorded leases and calls: each lease is given again to the number that has
 * rested longest, each call attributed again. Who really called is known only as far as the candidates' shares say, so that all is
 * expectation; what no candidate explains counts as unknown.
 */
export const adviseSize = (input: AdviseInput): SizeAdvice[] => input.sizes.map((size) => replay(input, Math.max(1, size)))

import type { CallEvidence } from '../attribution/adaptTables.ts'
import type { RecordedStay } from '../attribution/exposure.ts'
import type { E164, RegionCode, RouteId } from '../brands.ts'
import type { Holder, NumberHistory } from '../pool/holder.ts'
import { POLICY } from '../pool/policy.ts'

/** A session's time with a number, as its records say: of a visit they know the first and the last moment. */
export interface PastHolder extends Omit<Holder, 'pages' | 'tappedAt'> {
  /** ms, oldest first. */
  taps: number[]
}

/** A call as the records have it. */
export interface PastCall {
  at: number
  callerRegion: RegionCode | null
  calledBefore: boolean
}

/** What happened to a number; holders by `shownAt`, calls by `at`. */
export interface NumberPast {
  number: E164
  route: RouteId
  region: RegionCode
  holders: PastHolder[]
  calls: PastCall[]
}

/** The ring of a number as it was at a moment; what was seen later shows who was there. */
export function historyAt({ number, holders }: NumberPast, at: number): NumberHistory {
  const until = holders.findLastIndex(({ shownAt }) => shownAt <= at) + 1
  const ring = holders.slice(Math.max(0, until - POLICY.ring), until).reverse()
  return {
    number,
    lastCall: null,
    holders: ring.map(({ taps, ...holder }) => ({ ...holder, tappedAt: taps.findLast((tap) => tap <= at) ?? null, pages: {} })),
  }
}

/** How long each of its holders was among the last ones. */
export function staysOf({ holders }: NumberPast, now: number): RecordedStay[] {
  return holders.map((holder, i) => {
    const until = holders[i + POLICY.ring]?.shownAt ?? now
    const { taps, ...stay } = holder
    return { ...stay, tappedAt: taps.at(-1) ?? null, lastSeen: Math.min(holder.lastSeen, until), until, windowEnd: now }
  })
}

/** How a site's visitors are spread, over regions and hours. */
export interface SiteHabits {
  shareOfRegion: (region: RegionCode) => number
  /** How busy the site was then against its mean hour; 1 = not known. */
  activityAt: (at: number) => number
}

/** What attribution would be told of a call today. */
export function evidenceOf(past: NumberPast, { at, callerRegion, calledBefore }: PastCall, habits: SiteHabits): CallEvidence {
  const { shareOfRegion, activityAt } = habits
  return { at, callerRegion, calledBefore, history: historyAt(past, at), shareOfRegion, activity: activityAt(at) }
}

import { SECOND } from '../clock.ts'
import type { Holder } from '../pool/holder.ts'
import type { HolderGroup } from './intensityTables.ts'
import { BINS, HOLDER_GROUPS, binEnd, binOf, binStart } from './intensityTables.ts'
import { SUSPECT_WEIGHT, TAP_WINDOW, groupOf } from './holderState.ts'

/** A session's time with a number, from the first display until the number's ring forgot it (`until`) or the window ended (`windowEnd`, ms). */
export interface RecordedStay extends Pick<
  Holder,
  'device' | 'shownAt' | 'lastSeen' | 'tappedAt' | 'copiedAt' | 'intentAt' | 'weight' | 'suspect'
> {
  until: number
  windowEnd: number
}

export interface StateCounts {
  visible: number[]
  gone: number[]
}
export type GroupCounts = Record<HolderGroup, StateCounts>
export type Interest = 'absent' | 'shown'

/** Seconds that sessions spent in each state, weighted as attribution weighs them but for interest, which is kept apart. */
export interface Exposure {
  seconds: Record<Interest, GroupCounts>
  tap: number[]
  /** Of the gone whom the rings forgot. */
  forgotten: Record<HolderGroup, number[]>
  /** Weighted sessions of each group. */
  sessions: Record<HolderGroup, number>
  /** Seconds for which numbers were watched: what background is divided by. */
  numberSeconds: number
}

const row = (): number[] => new Array<number>(BINS).fill(0)
const byGroup = <Value>(make: () => Value) =>
  Object.fromEntries(HOLDER_GROUPS.map((group) => [group, make()])) as Record<HolderGroup, Value>
export const emptyGroups = (): GroupCounts => byGroup(() => ({ visible: row(), gone: row() }))

export const emptyExposure = (): Exposure => ({
  seconds: { absent: emptyGroups(), shown: emptyGroups() },
  tap: row(),
  forgotten: byGroup(row),
  sessions: byGroup(() => 0),
  numberSeconds: 0,
})

const spread = (into: number[], from: number, to: number, weight: number): void => {
  const last = binOf(to)
  for (let bin = binOf(from); bin <= last; bin++) {
    const end = bin === BINS - 1 ? to : binEnd(bin)
    into[bin]! += Math.max(0, Math.min(to, end) - Math.max(from, binStart(bin))) * weight
  }
}

/** Adds one stay, cut where its state changes. */
export const addExposure = (exposure: Exposure, stay: RecordedStay): void => {
  const weight = stay.weight * (stay.suspect ? SUSPECT_WEIGHT : 1)
  const interest = Math.min(stay.intentAt ?? Infinity, stay.copiedAt ?? Infinity)
  const { tappedAt, shownAt, lastSeen, until } = stay
  const cuts = [shownAt, lastSeen, interest, ...(tappedAt === null ? [] : [tappedAt, tappedAt + TAP_WINDOW]), until]
  const moments = cuts.filter((cut) => cut >= shownAt && cut <= until).sort((a, b) => a - b)
  const group = groupOf(stay, false)
  exposure.sessions[group] += weight
  if (stay.windowEnd > until) {
    spread(exposure.forgotten[group], Math.max(0, until - lastSeen) / SECOND, (stay.windowEnd - lastSeen) / SECOND, weight)
  }
  for (let i = 1; i < moments.length; i++) {
    const from = moments[i - 1]!
    const to = moments[i]!
    if (to <= from) continue
    if (tappedAt !== null && from >= tappedAt && from < tappedAt + TAP_WINDOW) {
      spread(exposure.tap, (from - tappedAt) / SECOND, (to - tappedAt) / SECOND, weight)
      continue
    }
    const visible = from < lastSeen
    const since = visible ? shownAt : lastSeen
    const rows = exposure.seconds[from >= interest ? 'shown' : 'absent'][groupOf(stay, visible)]
    spread(visible ? rows.visible : rows.gone, (from - since) / SECOND, (to - since) / SECOND, weight)
  }
}

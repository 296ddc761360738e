import { MINUTE, SECOND } from '../clock.ts'
import type { Holder } from '../pool/holder.ts'
import type { HolderGroup, IntensityTables, StayLength } from './intensityTables.ts'
import { intensityAt } from './intensityTables.ts'

/** ms for which a tap explains a call. */
export const TAP_WINDOW = 120 * SECOND
/** Bots that run scripts hardly call. */
export const SUSPECT_WEIGHT = 0.03
/**
 * ms of a visit under which it was that long. Whoever calls soon after leaving has mostly read for minutes: a number's last holder who
 * stayed half a minute is a far worse guess than one who stayed five.
 */
const STAYS: [number, StayLength][] = [
  [10 * SECOND, 'quick'],
  [MINUTE, 'short'],
  [4 * MINUTE, 'medium'],
]
/** Nobody knows that quick leavers do not call: tables that have hardly seen one do are not believed below this share of the others' intensity. */
const QUICK_LEAST = 0.02
const ENGAGED = { quickDesktop: 'engagedDesktop', quickMobile: 'engagedMobile' } as const

/** What a holder was doing at a moment, and for how many seconds. */
export interface HolderState {
  state: 'tapped' | 'visible' | 'gone'
  seconds: number
  group: HolderGroup
}

export type Stay = Pick<Holder, 'device' | 'shownAt' | 'lastSeen' | 'tappedAt'>

export const groupOf = (stay: Stay, visible: boolean): HolderGroup => {
  const length = stay.lastSeen - stay.shownAt
  const [, stayed] = (!visible && STAYS.find(([below]) => length < below)) || [0, 'engaged' as const]
  return `${stayed}${stay.device === 'mobile' ? 'Mobile' : 'Desktop'}`
}

/**
 * State of a holder at `at`. What is known may be younger than that (attribution runs again when the call has ended), so a holder
 * seen at or after the moment counts as present, and a later tap as none.
 */
export const holderState = (holder: Holder, at: number): HolderState => {
  let present = holder.lastSeen >= at
  for (const page in holder.pages) present ||= holder.pages[page as keyof typeof holder.pages]! > at
  const group = groupOf(holder, present)
  const sinceTap = holder.tappedAt === null ? -1 : at - holder.tappedAt
  if (sinceTap >= 0 && sinceTap <= TAP_WINDOW) return { state: 'tapped', seconds: sinceTap / SECOND, group }
  return present
    ? { state: 'visible', seconds: (at - holder.shownAt) / SECOND, group }
    : { state: 'gone', seconds: (at - holder.lastSeen) / SECOND, group }
}

/** Whether he had copied the number, viewed its block or opened the contacts page by then. */
export const showedInterest = (holder: Pick<Holder, 'intentAt' | 'copiedAt'>, at: number): boolean =>
  (holder.intentAt !== null && holder.intentAt <= at) || (holder.copiedAt !== null && holder.copiedAt <= at)

/** Calls per second of a session in that state. */
export const stateIntensity = (tables: IntensityTables, { state, seconds, group }: HolderState): number => {
  if (state === 'tapped') return intensityAt(tables.tap, seconds)
  const own = intensityAt(tables.intensity[group][state], seconds)
  if (group !== 'quickDesktop' && group !== 'quickMobile') return own
  return Math.max(own, QUICK_LEAST * intensityAt(tables.intensity[ENGAGED[group]][state], seconds))
}

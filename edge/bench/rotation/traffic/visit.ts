import type { DeviceClass } from '../../../pool/holder.ts'

/** One session as it really was. Times in ms since the start of the run. */
export interface Visit {
  /** The human (or robot) behind it: what "right" is measured by. */
  person: number
  /** What the cookie says. */
  visitor: number
  bot: boolean
  /** What the bot detector says. */
  suspect: boolean
  device: DeviceClass
  /** Region that the address says; −1 = unknown. */
  region: number
  source: number
  campaign: number
  /** Page views as start, end, start, end …; one that starts when another ends is the next page. */
  pages: number[]
  tapAt: number | null
  intentAt: number | null
}

export interface Call {
  at: number
  /** Index of the visit whose number is dialled; −1: a number shown before the run began. */
  visit: number
  person: number
  /** Region of the caller's number; −1 = hidden. */
  region: number
  /** Known to memory of callers; hidden numbers are not. */
  hidden: boolean
  /** Not a repeat: what accuracy is measured by. */
  first: boolean
}

export interface Traffic {
  /** By arrival. */
  visits: Visit[]
  /** By time. */
  calls: Call[]
  regions: number
  /** Share of visitors of each region. */
  regionShares: number[]
  /** ms that the run covers. */
  span: number
}

export const arrivalOf = (visit: Visit): number => visit.pages[0]!
export const leaveOf = (visit: Visit): number => visit.pages.at(-1)!

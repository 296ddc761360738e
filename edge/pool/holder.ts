import type { E164, PageId, RegionCode, SessionId, VisitorId } from '../brands.ts'

export type DeviceClass = 'desktop' | 'mobile'

/** What is known of a session when it is given a number; attribution weighs holders by it. */
export interface HolderProfile {
  device: DeviceClass
  /** Region of the visitor, not of the number. */
  region: RegionCode | null
  /** Prior weight of the source, 0.3 to 1.2; 1 = not known. */
  weight: number
  /** Bot-like or over a limit: demand that must not count. */
  suspect: boolean
}

/** A session that had a lease on a number, as the ring of its last K holders keeps it. All times in ms since the epoch, edge clock. */
export interface Holder extends HolderProfile {
  session: SessionId
  visitor: VisitorId | null
  /** First display of the number to this session. */
  shownAt: number
  /** Moment its last live page was last seen. */
  lastSeen: number
  tappedAt: number | null
  copiedAt: number | null
  intentAt: number | null
  /** Live pages: page id → moment its lease ends unless a beacon comes. Empty = gone. */
  pages: Record<PageId, number>
}

/** A number's recent past, newest holder first, at most K = 24. */
export interface NumberHistory {
  number: E164
  holders: Holder[]
  /** Last call on the number, ms, or null. */
  lastCall: number | null
}

import type { E164, PageId, RegionCode, SessionId, VisitorId } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import type { Holder, NumberHistory } from '../pool/holder.ts'

export const NOON = Date.UTC(2026, 10, 2, 12)
export const MOSCOW = 'RU-MOW' as RegionCode
export const PETERSBURG = 'RU-SPE' as RegionCode

/** For tests: an engaged desktop visitor of Moscow who left five minutes before noon after a visit of three. */
export const aHolder = (name: string, change: Partial<Holder> = {}): Holder => ({
  session: `ses_${name}` as SessionId,
  visitor: `vis_${name}` as VisitorId,
  device: 'desktop',
  region: MOSCOW,
  weight: 1,
  suspect: false,
  shownAt: NOON - 8 * MINUTE,
  lastSeen: NOON - 5 * MINUTE,
  tappedAt: null,
  copiedAt: null,
  intentAt: null,
  pages: {},
  ...change,
})

/** For tests: a holder whose page is open at noon. */
export const aReader = (name: string, change: Partial<Holder> = {}): Holder =>
  aHolder(name, { shownAt: NOON - 3 * MINUTE, lastSeen: NOON - 20_000, pages: { ['pag_1' as PageId]: NOON + 55_000 }, ...change })

export const aHistory = (...holders: Holder[]): NumberHistory => ({ number: '+74951234567' as E164, holders, lastCall: null })

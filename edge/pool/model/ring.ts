import type { E164, PageId, SessionId, VisitorId } from '../../brands.ts'
import type { HolderProfile, NumberHistory } from '../holder.ts'
import type { SlotSigns } from '../pool.port.ts'
import type { PoolModel, Ring } from './siteModel.ts'

/** Who shows a number. */
export interface Viewer {
  session: SessionId
  visitor: VisitorId | null
  page: PageId
  profile: HolderProfile
}

export const newRing = (released = 0): Ring => ({ lastCall: 0, released, live: [], holders: [] })

/** The number's ring; one that is not stored yet if it has none. */
export const ringOf = (pool: PoolModel, number: E164): Ring => pool.rings.get(number) ?? newRing()

export const holderIn = (ring: Ring, session: SessionId) => ring.holders.findLast((holder) => holder.session === session)

/** Whether a live page belongs to this visitor or session, and whether one belongs to anybody else. */
export function watchedBy(ring: Ring, { session, visitor }: Viewer, now: number): { own: boolean; others: boolean } {
  let own = false
  let others = false
  for (const entry of ring.live) {
    if (entry.finish <= now) continue
    if (entry.session === session || (visitor !== null && entry.visitor === visitor)) own = true
    else others = true
  }
  return { own, others }
}

/**
 * This page shows the number until `finish`. `anew`: given by a lease, which makes the session the newest holder; else its
 * latest record goes on, wherever it stands.
 */
export function showIn(
  ring: Ring,
  viewer: Viewer,
  { finish, shownAt, anew, size, now }: { finish: number; shownAt: number; anew: boolean; size: number; now: number },
): void {
  const { session, visitor, page, profile } = viewer
  const newest = ring.holders.at(-1)
  const holder = anew ? (newest?.session === session ? newest : undefined) : holderIn(ring, session)
  if (holder) holder.lastSeen = now
  else {
    const { device, region, weight, suspect } = profile
    const signs = { tappedAt: null, copiedAt: null, intentAt: null }
    ring.holders.push({ session, visitor, shownAt, lastSeen: now, ...signs, device, region, weight, suspect })
    while (ring.holders.length > size) ring.holders.shift()
  }
  ring.live = ring.live.filter((entry) => entry.finish > now)
  const live = ring.live.find((entry) => entry.page === page && entry.session === session)
  if (live) live.finish = finish
  else ring.live.push({ page, finish, session, visitor })
}

/** Whoever showed interest in the phone and did not tap may yet dial the number. */
const mayYetCall = ({ tappedAt, copiedAt, intentAt }: Ring['holders'][number]) => tappedAt === null && (copiedAt ?? intentAt) !== null

/** This page no longer shows the number. Answers whether it did until now. */
export function leaveRing(ring: Ring, { session, page }: Viewer, { interestRest, now }: { interestRest: number; now: number }): boolean {
  const rest = ring.live.filter((entry) => entry.finish > now && !(entry.page === page && entry.session === session))
  if (!ring.live.some((entry) => entry.finish > now && entry.page === page && entry.session === session)) return false
  ring.live = rest
  const holder = holderIn(ring, session)
  if (holder) holder.lastSeen = now
  const last = holder && mayYetCall(holder) && rest.length === 0 ? now + interestRest : now
  ring.released = rest.reduce((latest, entry) => Math.max(latest, entry.finish), last)
  return true
}

/** The latest tap, the first copy and the first intent, none before the number was shown. Answers whether anything changed. */
export function signIn(ring: Ring, { session }: Viewer, signs: SlotSigns, { tapOnce, now }: { tapOnce: number; now: number }): boolean {
  const holder = holderIn(ring, session)
  if (!holder) return false
  const valid = (at: number | undefined) => (at && Math.min(at, now) >= holder.shownAt ? Math.min(at, now) : null)
  const tap = valid(signs.tappedAt)
  const copy = valid(signs.copiedAt)
  const intent = valid(signs.intentAt)
  let changed = false
  if (tap !== null && (holder.tappedAt === null || tap - holder.tappedAt >= tapOnce)) {
    changed = tap !== holder.tappedAt
    holder.tappedAt = tap
  }
  if (copy !== null && holder.copiedAt === null) {
    holder.copiedAt = copy
    changed = true
  }
  if (intent !== null && holder.intentAt === null) {
    holder.intentAt = intent
    changed = true
  }
  return changed
}

/** Newest holder first, as attribution reads it. */
export function historyOf(number: E164, ring: Ring | undefined, now: number): NumberHistory {
  if (!ring) return { number, holders: [], lastCall: null }
  // A session that came back has an older record, too: its pages belong to the newest one.
  const told = new Set<SessionId>()
  const holders = ring.holders.toReversed().map((holder) => {
    const own = told.has(holder.session) ? [] : ring.live.filter((entry) => entry.session === holder.session && entry.finish > now)
    told.add(holder.session)
    return { ...holder, pages: Object.fromEntries(own.map((entry) => [entry.page, entry.finish])) }
  })
  return { number, holders, lastCall: ring.lastCall || null }
}

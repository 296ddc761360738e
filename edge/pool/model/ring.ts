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

export const holderIn = (ring: Ring, session: SessionId) => ring.holders.find((holder) => holder.session === session)

/** Whether a live page belongs to this visitor or session, and whether one belongs to anybody else. */
export function watchedBy(ring: Ring, { session, visitor }: Viewer, now: number): { own: boolean; others: boolean } {
  let own = false
  let others = false
  for (const entry of ring.live) {
    if (entry.finish <= now) continue
    if (entry.session === session || (visitor !== null && holderIn(ring, entry.session)?.visitor === visitor)) own = true
    else others = true
  }
  return { own, others }
}

/** This page shows the number until `finish`. `promote`: the session becomes its newest holder. */
export function showIn(
  ring: Ring,
  viewer: Viewer,
  { finish, shownAt, promote, size, now }: { finish: number; shownAt: number; promote: boolean; size: number; now: number },
): void {
  const { session, visitor, page, profile } = viewer
  ring.live = ring.live.filter((entry) => entry.finish > now)
  const holder = holderIn(ring, session)
  if (holder) {
    holder.lastSeen = now
    if (promote && holder !== ring.holders.at(-1)) {
      ring.holders.splice(ring.holders.indexOf(holder), 1)
      ring.holders.push(holder)
    }
  } else {
    while (ring.holders.length >= size) {
      const dropped = ring.holders.shift()!
      if (ring.live.length > 0) ring.live = ring.live.filter((entry) => entry.session !== dropped.session)
    }
    const { device, region, weight, suspect } = profile
    const signs = { tappedAt: null, copiedAt: null, intentAt: null }
    ring.holders.push({ session, visitor, shownAt, lastSeen: now, ...signs, device, region, weight, suspect })
  }
  const live = ring.live.find((entry) => entry.page === page && entry.session === session)
  if (live) live.finish = finish
  else ring.live.push({ page, finish, session })
}

/** This page no longer shows the number. Answers whether it did until now. */
export function leaveRing(ring: Ring, { session, page }: Viewer, now: number): boolean {
  const rest = ring.live.filter((entry) => entry.finish > now && !(entry.page === page && entry.session === session))
  if (!ring.live.some((entry) => entry.finish > now && entry.page === page && entry.session === session)) return false
  ring.live = rest
  ring.released = rest.reduce((latest, entry) => Math.max(latest, entry.finish), now)
  const holder = holderIn(ring, session)
  if (holder) holder.lastSeen = now
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
  const holders = ring.holders.map((holder) => ({
    ...holder,
    pages: Object.fromEntries(
      ring.live.filter((entry) => entry.session === holder.session && entry.finish > now).map((entry) => [entry.page, entry.finish]),
    ),
  }))
  return { number, holders: holders.reverse(), lastCall: ring.lastCall || null }
}

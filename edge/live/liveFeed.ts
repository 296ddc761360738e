import type { AccountId } from '../brands.ts'
import { type Clock, MINUTE, SECOND } from '../clock.ts'

/** One thing as the stream tells it. */
export interface LiveItem {
  account: AccountId
  /** `session`, `lease` or an event's type. */
  event: string
  /** ms: where a listener that comes back goes on. */
  at: number
  /** Tells apart what was read twice. */
  key: string
  data: unknown
}

/** What happened since `since` (ms) in these accounts, in any order; what comes later may still be a little older. */
export type ReadLive = (accounts: AccountId[], since: number) => Promise<LiveItem[]>

/** ms between two polls. */
const EVERY = SECOND
/** Rows may be committed that much later than their own time says. */
const OVERLAP = 10 * SECOND
/** A poll that takes longer was killed with its request. */
const ABANDONED = 5 * SECOND
const KEPT = 2000

export interface LiveFeed {
  /** Announces a listener of an account; the answer ends it. */
  join(account: AccountId): () => void
  /** Polls if that is due, else does nothing; any listener may call it at any time. */
  poll(): Promise<void>
  /** The account's items after a place in the feed, and the place after them. */
  after(account: AccountId, place: number): { items: LiveItem[]; place: number }
  /** The place of now. */
  readonly end: number
}

/**
 * What all listeners of an isolate read from: whoever finds it stale polls for all. Only plain data is shared, never a promise or a
 * timer: those of one request end with it.
 */
export function createLiveFeed({ read, clock }: { read: ReadLive; clock: Clock }): LiveFeed {
  const listeners = new Map<AccountId, number>()
  const seen = new Map<string, number>()
  let items: LiveItem[] = []
  /** Items dropped at the front. */
  let dropped = 0
  let since = clock()
  let polledAt = -Infinity
  let pollingSince: number | null = null

  return {
    join(account) {
      if (!listeners.size) since = Math.max(since, clock() - OVERLAP)
      listeners.set(account, (listeners.get(account) ?? 0) + 1)
      let joined = true
      return () => {
        if (!joined) return
        joined = false
        const left = (listeners.get(account) ?? 1) - 1
        if (left) listeners.set(account, left)
        else listeners.delete(account)
      }
    },
    async poll() {
      const now = clock()
      if (now - polledAt < EVERY || (pollingSince !== null && now - pollingSince < ABANDONED)) return
      pollingSince = now
      try {
        const found = await read([...listeners.keys()], since - OVERLAP)
        const fresh = found.filter(({ key }) => !seen.has(key)).sort((a, b) => a.at - b.at)
        for (const { key, at } of fresh) seen.set(key, at)
        items.push(...fresh)
        since = now
        polledAt = now
        for (const [key, at] of seen) if (at < now - MINUTE) seen.delete(key)
        if (items.length > KEPT) {
          dropped += items.length - KEPT
          items = items.slice(-KEPT)
        }
      } finally {
        pollingSince = null
      }
    },
    after(account, place) {
      const rest = items.slice(Math.max(0, place - dropped))
      return { items: rest.filter((item) => item.account === account), place: dropped + items.length }
    },
    get end() {
      return dropped + items.length
    },
  }
}

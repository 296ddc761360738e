import type { AccountId, ConnectionId, E164, PageId, RegionCode, RouteId, SiteKey, VisitorId } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'

/**
 * Every Redis key is built here. All keys that one script touches carry the site's hash tag (`{pk_demo}`) and are passed in
 * KEYS, so that Upstash may lock the keys instead of the whole database. Expiry is written as a moment (`PEXPIREAT`) by the
 * script that writes the key, counted from the script's own clock.
 */
const site = (key: SiteKey, rest: string) => `rotary:{${key}}:${rest}`

/** HASH settings, version. No TTL: without it nothing of the site works; goes with the site. */
export const siteKey = (key: SiteKey) => site(key, 'site')
/**
 * STRING: ms of the last rebuild. Apart from the settings so that a lease reads it together with the visitor. No TTL: without it the pools are
 * taken to be lost. Its number is the layout's: keys of another layout are not read, so a version that changes it rebuilds at the first lease.
 */
export const builtKey = (key: SiteKey) => site(key, 'built:2')
/** STRING: somebody rebuilds the site. TTL as he asked for, until he is done. */
export const rebuildKey = (key: SiteKey) => site(key, 'rebuilding')
/** STREAM of what happened. No TTL: the durable record; trimmed when Postgres has it. */
export const outboxKey = (key: SiteKey) => site(key, 'outbox')
/** SET of the sites that have hot state. No TTL: one small entry a site. Never touched by the lease script. */
export const SITES_KEY = 'rotary:sites'

/** HASH `route|region|how` → leases in that hour. TTL `COUNTS_LIFE` after the hour's end. */
export const countsKey = (key: SiteKey, hour: number) => site(key, `counts:${hour}`)
export const COUNTS_LIFE = 35 * DAY
/** Hours since the epoch. */
export const hourOf = (ms: number) => Math.floor(ms / HOUR)

/** STRING: of each slot `@slot,` and the visitor's own numbers of it, `number|route|region|end of the lease`, joined by ';'. TTL `policy.sticky` after his last lease. */
export const visitorKey = (key: SiteKey, visitor: VisitorId) => site(key, `visitor:${visitor}`)
/** STRING: the answer to a lease request. TTL `policy.retry`. */
export const answerKey = (key: SiteKey, request: string) => site(key, `answer:${request}`)
/** HASH limit → leases in this window. TTL until the window's end, an hour at most. */
export const limitsKey = (key: SiteKey, window: string) => site(key, `limits:${window}`)
/** The window of this length (ms) that `now` is in: its name, and when it ends. */
export function windowAt(length: number, now: number): { name: string; end: number } {
  const index = Math.floor(now / length)
  return { name: `${length}:${index}`, end: (index + 1) * length }
}

export interface PoolKeys {
  /** ZSET active number → moment its last live page was last seen, in the future while held, 0 = never held. No TTL: the pool itself. */
  pool: string
  /** HASH number → packed ring of its last holders, `BURST` → growth of this window. No TTL: goes with the number; attribution needs nothing that expires earlier. */
  holders: string
  /**
   * ZSET of what is the pool's and not in rotation: draining number → when it was drained; unused number → when it came, less `UNUSED`, so
   * that it is negative. One key, for each costs every lease. No TTL: the daily job stores what has drained, unused ones are the buffer for
   * growth.
   */
  aside: string
}

/** What the score of an unused number is less than the moment at which it came, ms. */
export const UNUSED = 1e15
/** Field of the holders hash: `numbers that growth added|end of its window`. */
export const BURST = 'burst'

export function poolKeys(key: SiteKey, route: RouteId, region: RegionCode): PoolKeys {
  const of = (what: string) => site(key, `${what}:${route}|${region}`)
  return { pool: of('pool'), holders: of('holders'), aside: of('aside') }
}

/** STRING: JSON of a `NumberRecord`. No TTL: a call must find its site as long as the number is anybody's; removed with it. */
export const numberKey = (number: E164) => `rotary:number:{${number}}`

const account = (id: AccountId, rest: string) => `rotary:{${id}}:${rest}`
/** STRING: JSON of who a caller was taken for. TTL `CALLER_LIFE`. */
export const callerKey = (id: AccountId, caller: string) => account(id, `caller:${caller}`)
/** SET of the callers taken for this visitor: what deletion needs. TTL `CALLER_LIFE` after the last one. */
export const visitorCallersKey = (id: AccountId, visitor: string) => account(id, `callers:${visitor}`)
export const CALLER_LIFE = 180 * DAY

/** HASH settings, version: how many calls the account may have. No TTL: the limits themselves; a copy of Postgres. */
export const callLimitsKey = (id: AccountId) => account(id, 'call-limits')
export interface MeterKeys {
  /** ZSET call that goes on → when its place is given back without its end. TTL `CALL_KNOWN`, as the next two. */
  live: string
  /** ZSET call → when it is forgotten. */
  known: string
  /** HASH call → `destination|answered at, ms|seconds counted|1 = over`. */
  about: string
  /** HASH destination → seconds of that day. TTL `MINUTES_LIFE`. */
  minutes: string
}
/** `day` as `meterDay` says it. */
export function meterKeys(id: AccountId, day: string): MeterKeys {
  return {
    live: account(id, 'calls-live'),
    known: account(id, 'calls-known'),
    about: account(id, 'calls-about'),
    minutes: account(id, `call-minutes:${day}`),
  }
}

/** HASH settings, version: a `ConnectionRecord`, its credentials sealed. No TTL: what a call needs while Postgres is down; goes with the connection. */
export const connectionKey = (id: ConnectionId) => `rotary:connection:{${id}}`

/** Where the page id belongs in an answer's identity: a request id is unique only within its page. */
export const answerOf = (page: PageId, request: string) => `${page}:${request}`

import type { AccountId, E164, PageId, RegionCode, RouteId, SiteKey, VisitorId } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'

/**
 * Every Redis key is built here. All keys that one script touches carry the site's hash tag (`{pk_demo}`) and are passed in
 * KEYS, so that Upstash may lock the keys instead of the whole database. Expiry is written as a moment (`PEXPIREAT`) by the
 * script that writes the key, counted from the script's own clock.
 */
const site = (key: SiteKey, rest: string) => `rotary:{${key}}:${rest}`

/** HASH settings, version. No TTL: without it nothing of the site works; goes with the site. */
export const siteKey = (key: SiteKey) => site(key, 'site')
/** STRING: ms of the last rebuild. Apart from the settings so that a lease reads it together with the visitor. No TTL: without it the pools are taken to be lost. */
export const builtKey = (key: SiteKey) => site(key, 'built')
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
  /** HASH number → packed ring of its last holders. No TTL: goes with the number; attribution needs nothing that expires earlier. */
  holders: string
  /** ZSET draining number → when it was drained. No TTL: the daily job stores what is over. */
  drain: string
  /** ZSET unused number → when it came. No TTL: the pool's buffer for growth. */
  stock: string
  /** STRING: numbers added by growth in this window. TTL `policy.burstWindow`. */
  burst: string
}

export function poolKeys(key: SiteKey, route: RouteId, region: RegionCode): PoolKeys {
  const of = (what: string) => site(key, `${what}:${route}:${region}`)
  return { pool: of('pool'), holders: of('holders'), drain: of('drain'), stock: of('stock'), burst: of('burst') }
}

/** STRING: JSON of a `NumberRecord`. No TTL: a call must find its site as long as the number is anybody's; removed with it. */
export const numberKey = (number: E164) => `rotary:number:{${number}}`

const account = (id: AccountId, rest: string) => `rotary:{${id}}:${rest}`
/** STRING: JSON of who a caller was taken for. TTL `CALLER_LIFE`. */
export const callerKey = (id: AccountId, caller: string) => account(id, `caller:${caller}`)
/** SET of the callers taken for this visitor: what deletion needs. TTL `CALLER_LIFE` after the last one. */
export const visitorCallersKey = (id: AccountId, visitor: string) => account(id, `callers:${visitor}`)
export const CALLER_LIFE = 180 * DAY

/** Where the page id belongs in an answer's identity: a request id is unique only within its page. */
export const answerOf = (page: PageId, request: string) => `${page}:${request}`

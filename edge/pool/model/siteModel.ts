import type { E164, PageId, RegionCode, RouteId, SessionId, VisitorId } from '../../brands.ts'
import type { Holder } from '../holder.ts'
import type { OutboxEntry } from '../outbox.port.ts'
import type { LeaseOutcome } from '../pool.port.ts'
import { RankedSet } from './rankedSet.ts'

type WithoutKeys<Entry> = Entry extends unknown ? Omit<Entry, 'id' | 'site'> : never
/** An outbox entry before it is written. */
export type OutboxEvent = WithoutKeys<OutboxEntry>

/** A number's last K holders, oldest first, and the pages that show it. */
export interface Ring {
  /** ms, 0 = never. */
  lastCall: number
  /** Its score in the pool; kept here too so that it outlives draining. */
  released: number
  /** Pages whose `finish` has come are over. */
  live: { page: PageId; finish: number; session: SessionId; visitor: VisitorId | null }[]
  /** A session that comes back after another one has a second record. */
  holders: Omit<Holder, 'pages'>[]
}

export interface PoolModel {
  route: RouteId
  region: RegionCode
  /** Number → moment its last live page was last seen, in the future while held, 0 = never held. */
  active: RankedSet<E164>
  /** Number → when it was drained; the newest first. */
  draining: RankedSet<E164>
  /** Number → when it came. */
  stock: RankedSet<E164>
  rings: Map<E164, Ring>
  burst: { added: number; expiresAt: number } | null
}

/** A visitor's own number of a slot: the newest first. */
export interface OwnNumber {
  number: E164
  route: RouteId
  region: RegionCode
  finish: number
}

export interface VisitorModel {
  expiresAt: number
  slots: Map<string, OwnNumber[]>
}

export interface LoadModel {
  expiresAt: number
  /** By `route|region|how`. */
  counts: Map<string, number>
}

/** Told of everything that changes, so that it can be stored; a simulation needs none. */
export interface ModelListener {
  event(event: OutboxEvent): void
  number(pool: PoolModel, number: E164): void
  burst(pool: PoolModel): void
  visitor(visitor: VisitorId): void
  answer(request: string): void
  limit(key: string): void
  load(hour: number): void
}

/** Hot state of one site. What has an `expiresAt` (ms) counts until that moment has passed and is removed by `sweepModel`. */
export interface SiteModel {
  /** ms of the last rebuild, null = unbuilt. */
  built: number | null
  /** By `poolName`. */
  pools: Map<string, PoolModel>
  visitors: Map<VisitorId, VisitorModel>
  /** By `answerOf` page and request. */
  answers: Map<string, { outcome: LeaseOutcome & { kind: 'answered' }; expiresAt: number }>
  /** By window and key. */
  limits: Map<string, { uses: number; expiresAt: number }>
  /** By hours since the epoch. */
  loads: Map<number, LoadModel>
  listener: ModelListener | null
}

export function newSiteModel(built: number | null = null, listener: ModelListener | null = null): SiteModel {
  return { built, pools: new Map(), visitors: new Map(), answers: new Map(), limits: new Map(), loads: new Map(), listener }
}

export const poolName = (route: RouteId, region: RegionCode): string => `${route}|${region}`

/** The pool, made when it is first named. */
export function poolOf(model: SiteModel, route: RouteId, region: RegionCode): PoolModel {
  const name = poolName(route, region)
  let pool = model.pools.get(name)
  if (!pool) {
    pool = {
      route,
      region,
      active: new RankedSet(),
      draining: new RankedSet('highest'),
      stock: new RankedSet(),
      rings: new Map(),
      burst: null,
    }
    model.pools.set(name, pool)
  }
  return pool
}

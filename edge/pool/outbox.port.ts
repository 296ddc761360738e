import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import type { NumberHistory } from './holder.ts'
import type { SlotLease } from './pool.port.ts'

/** Entries of the outbox: what happened, exactly once, in order. `id` is the stream's (`<ms>-<seq>`): its ms are the edge's time of it. */
export type OutboxEntry = { id: string; site: SiteKey } & (
  | {
      type: 'lease'
      request: string
      session: SessionId
      visitor: VisitorId | null
      page: PageId
      suspect: boolean
      slots: SlotLease[]
      visit: string
    }
  | { type: 'beacon'; session: SessionId; page: PageId; state: 'visible' | 'hidden'; events: string; replaced: SlotLease[] }
  /** A number moved within the site: stock → active (grown), draining → active (taken-back), active → draining (drained). */
  | { type: 'moved'; number: E164; route: RouteId; region: RegionCode; move: 'grown' | 'taken-back' | 'drained' }
  | { type: 'call'; number: E164; event: string; history: NumberHistory }
  /** Anything else that the edge must not lose, e.g. visits while no number could be leased. */
  | { type: 'note'; kind: string; body: string }
)

/** The durable record between the hot state and Postgres. Consumers are idempotent; order is that of writing. */
export interface Outbox {
  append(site: SiteKey, notes: { kind: string; body: string }[]): Promise<void>
  /** The oldest `count` entries after `after` (exclusive), in order. */
  read(site: SiteKey, count: number, after?: string): Promise<OutboxEntry[]>
  /** Everything up to and including `upTo` is stored elsewhere and may go. */
  trim(site: SiteKey, upTo: string): Promise<void>
  /** Sites that have entries waiting. */
  waiting(): Promise<SiteKey[]>
}

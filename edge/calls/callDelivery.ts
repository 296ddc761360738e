import type { AccountId, ConnectionId, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { CallEvent } from './callEvent.ts'

/** A call event on its way to Postgres, with all that its row needs. The outbox carries it as JSON. */
export interface CallDelivery {
  connection: ConnectionId
  account: AccountId
  /** Null where the event tells no number, or none that we know. */
  line: { site: SiteKey; route: RouteId; region: RegionCode; /** Of a static number. */ source: string | null } | null
  /** ms since the epoch, edge clock. */
  receivedAt: number
  event: CallEvent
}

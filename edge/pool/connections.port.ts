import type { AccountId, ConnectionId, E164 } from '../brands.ts'
import type { Provider } from '../calls/callEvent.ts'
import type { ConnectionSettings } from '../calls/connection.ts'

/** A telephony connection as it is kept: its credentials sealed. */
export interface ConnectionRecord {
  id: ConnectionId
  account: AccountId
  provider: Provider
  credentials: string
  settings: ConnectionSettings
  fallback: E164 | null
  version: number
}

/** Copies of the connections, for an isolate that has just begun while Postgres is down. Postgres is the source. */
export interface ConnectionDirectory {
  find(id: ConnectionId): Promise<ConnectionRecord | null>
  /** Older versions never overwrite newer ones. */
  put(record: ConnectionRecord): Promise<void>
  remove(id: ConnectionId): Promise<void>
}

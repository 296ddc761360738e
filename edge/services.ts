import type { SiteKey } from './brands.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db/client.ts'
import type { Config } from './env.ts'
import type { IdSource } from './ids.ts'
import type { DoorbellMessage } from './jobs/doorbell.ts'
import type { NumberSupplier } from './numbers/supplier.port.ts'
import type { HotState } from './pool/hotState.port.ts'
import type { RegionTable } from './regions/regionTable.ts'
import type { SettingsCache } from './sites/settingsCache.ts'
import type { Outside } from './webhooks/callOutside.ts'

/** Everything that the routes, the consumer and the jobs work with, built once per isolate. */
export interface Services {
  config: Config
  db: Database
  hot: HotState
  settings: SettingsCache
  /** Which region an address is of, by the shards among the static assets. */
  regions: RegionTable
  /** Where numbers are ordered; null = nowhere: the operator imports them. */
  supplier: NumberSupplier | null
  clock: Clock
  ids: IdSource
  /** Tells the consumer that a site's outbox has entries; null = it was told so within the last second. */
  ring(site: SiteKey): Promise<void> | null
  /** Puts a message on the queue, to be taken after `delaySeconds` at the earliest. */
  send(message: DoorbellMessage, options?: { delaySeconds: number }): Promise<void>
  /** Calls an address that somebody else chose, already checked; where it leads is checked again when it is resolved. */
  outside: Outside
  /** A static asset of the deployment, e.g. `/rotary.js`. */
  asset(path: string): Promise<Response>
}

import type { ConnectionDirectory } from './connections.port.ts'
import type { CallerMemory, NumberDirectory } from './directory.port.ts'
import type { CallMeter } from './meter.port.ts'
import type { Outbox } from './outbox.port.ts'
import type { Pool } from './pool.port.ts'
import type { SettingsStore } from './settings.port.ts'

/** All hot state, behind ports; adapters: Redis (`redis/`) and Durable Objects (`object/`). */
export interface HotState {
  pool: Pool
  outbox: Outbox
  settings: SettingsStore
  numbers: NumberDirectory
  callers: CallerMemory
  meter: CallMeter
  connections: ConnectionDirectory
  /** Throws when the store does not answer. */
  ping(): Promise<void>
}

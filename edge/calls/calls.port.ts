import type { E164, SiteKey } from '../brands.ts'
import type { NumberDirectory, NumberRecord } from '../pool/directory.port.ts'
import type { CallMeter } from '../pool/meter.port.ts'
import type { Pool } from '../pool/pool.port.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { Provider } from './callEvent.ts'
import type { Connection } from './connection.ts'
import type { CallEntry } from './consumeCalls.ts'
import type { ProviderAdapter } from './provider.port.ts'
import type { Unlimited } from './rememberUnlimited.ts'

/** Postgres, for what the hot state cannot do or does not know. */
export interface CallLedger {
  findNumber(number: E164): Promise<NumberRecord | null>
  store(deliveries: CallDelivery[]): Promise<void>
  /** Source of the visit that the call was attributed to, if it is known by now. */
  findSource(call: { connection: Connection; externalId: string }): Promise<string | null>
}

export interface CallPorts {
  adapters: Record<Provider, ProviderAdapter>
  findConnection(id: string): Promise<Connection | null>
  numbers: Pick<NumberDirectory, 'find'>
  pool: Pick<Pool, 'call'>
  /** Where an event is not written by the pool. */
  meter: Pick<CallMeter, 'count'>
  unlimited: Unlimited
  ledger: CallLedger
  /** An outbox has something to read. Must not throw and is not waited for. */
  ring(site: SiteKey): void
  /** An event was written to an outbox, as this entry. Must not throw and is not waited for. */
  written(entry: CallEntry): void
  /** Events were written to Postgres. Must not throw and is not waited for. */
  stored(): void
  /** ms that each store may take; what is slower is taken for dead. */
  patience: number
}

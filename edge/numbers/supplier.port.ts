import type { ConnectionId, E164, RegionCode } from '../brands.ts'

export interface NumberOrder {
  /** The same order again has the same id and must not be bought twice. */
  id: string
  region: RegionCode
  count: number
}

export interface SuppliedNumber {
  number: E164
  region: RegionCode
  /** The connection at whose provider the number is. */
  connection: ConnectionId
}

/** Where numbers come from. */
export interface NumberSupplier {
  /** Gives up to so many numbers now; what comes later is imported. Throws when the supplier does not answer. */
  order(order: NumberOrder): Promise<SuppliedNumber[]>
}

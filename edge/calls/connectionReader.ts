import { eq } from 'drizzle-orm'
import type { ConnectionId } from '../brands.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import type { Database } from '../db/client.ts'
import type { Defer } from '../http/defer.ts'
import type { ConnectionDirectory } from '../pool/connections.port.ts'
import { connections } from './calls.table.ts'
import type { Connection } from './connection.ts'
import { connectionRecord } from './connections.store.ts'
import { openCredentials } from './credentials.ts'
import { within } from './within.ts'

/** Connections whose copy an isolate knows to be left. */
const MOST = 1000

/** Reads a connection and opens its credentials; null if there is none. */
export type ReadConnection = (id: ConnectionId, defer: Defer) => Promise<Connection | null>

/**
 * From Postgres, which is the source; where that does not answer in time from the hot state, where every isolate leaves the copies of what
 * it reads.
 */
export function connectionReader({
  db,
  copies,
  masterKey,
  patience,
}: {
  db: Database
  copies: ConnectionDirectory
  masterKey: string
  patience: number
}): ReadConnection {
  const left = new Map<ConnectionId, number>()
  return async (id, defer) => {
    const record = await within(patience, db.select().from(connections).where(eq(connections.id, id))).then(
      ([row]) => (row ? connectionRecord(row) : null),
      async (fault: unknown) => {
        const copy = await within(patience, copies.find(id)).catch(() => null)
        if (!copy) throw fault
        return copy
      },
    )
    if (!record) return null
    const { version, ...kept } = record
    if ((left.get(id) ?? 0) < version) {
      if (left.size >= MOST) left.clear()
      left.set(id, version)
      // Where it fails the next isolate will do it: the copy is for bad days only.
      defer(copies.put(record).catch(() => left.delete(id)))
    }
    const keys = await importMasterKeys(masterKey)
    return { ...kept, credentials: await openCredentials(record.credentials, { connection: id, keys }) }
  }
}

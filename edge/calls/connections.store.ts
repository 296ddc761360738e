import { eq } from 'drizzle-orm'
import type { ConnectionId } from '../brands.ts'
import { type Clock, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { connections } from './calls.table.ts'
import type { Connection } from './connection.ts'
import type { MasterKeys } from '../crypto/envelope.ts'
import { openCredentials } from './credentials.ts'

/** Reads a connection and opens its credentials; null if there is none. */
export async function readConnection(db: Database, { id, keys }: { id: ConnectionId; keys: MasterKeys }): Promise<Connection | null> {
  const [row] = await db.select().from(connections).where(eq(connections.id, id))
  if (!row) return null
  return {
    id: row.id,
    account: row.accountId,
    provider: row.provider,
    credentials: await openCredentials(row.credentials, { connection: row.id, keys }),
    settings: row.settings,
    fallback: row.fallback,
  }
}

const FRESH = MINUTE
/** Ids that do not exist are remembered for less: a new connection should work soon. */
const FRESH_ABSENT = 5 * SECOND
/** While Postgres is down calls go on with what is known. */
const STALE = 24 * HOUR
const MOST = 1000

/** Connections as an isolate remembers them: no SQL on the way of a call, and no lost call while Postgres is down. */
export function rememberConnections(
  read: (id: ConnectionId) => Promise<Connection | null>,
  clock: Clock,
): (id: string) => Promise<Connection | null> {
  const known = new Map<ConnectionId, { connection: Connection | null; at: number }>()
  return async (text) => {
    if (!/^con_\w{1,64}$/.test(text)) return null
    const id = text as ConnectionId
    const entry = known.get(id)
    const age = entry ? clock() - entry.at : Infinity
    if (entry && age < (entry.connection ? FRESH : FRESH_ABSENT)) return entry.connection
    try {
      const connection = await read(id)
      if (known.size >= MOST) known.clear()
      known.set(id, { connection, at: clock() })
      return connection
    } catch (error) {
      if (entry?.connection && age < STALE) return entry.connection
      throw error
    }
  }
}

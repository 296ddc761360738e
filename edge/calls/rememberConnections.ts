import type { ConnectionId } from '../brands.ts'
import { type Clock, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Defer } from '../http/defer.ts'
import type { Connection } from './connection.ts'
import type { ReadConnection } from './connectionReader.ts'

const FRESH = MINUTE
/** Ids that do not exist are remembered for less: a new connection should work soon. */
const FRESH_ABSENT = 5 * SECOND
/** While Postgres is down calls go on with what is known. */
const STALE = 24 * HOUR
const MOST = 1000

/** Connections as an isolate remembers them: no SQL on the way of a call, and no lost call while Postgres is down. */
export function rememberConnections(read: ReadConnection, clock: Clock): (id: string, defer: Defer) => Promise<Connection | null> {
  const known = new Map<ConnectionId, { connection: Connection | null; at: number }>()
  return async (text, defer) => {
    if (!/^con_\w{1,64}$/.test(text)) return null
    const id = text as ConnectionId
    const entry = known.get(id)
    const age = entry ? clock() - entry.at : Infinity
    if (entry && age < (entry.connection ? FRESH : FRESH_ABSENT)) return entry.connection
    try {
      const connection = await read(id, defer)
      if (known.size >= MOST) known.clear()
      known.set(id, { connection, at: clock() })
      return connection
    } catch (error) {
      if (entry?.connection && age < STALE) return entry.connection
      throw error
    }
  }
}

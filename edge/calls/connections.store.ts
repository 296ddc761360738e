import { eq, inArray, or } from 'drizzle-orm'
import type { AccountId, ConnectionId } from '../brands.ts'
import type { ConnectionRecord } from '../pool/connections.port.ts'
import type { Services } from '../services.ts'
import { connections } from './calls.table.ts'

/** A connection's row as the hot state keeps it. */
export function connectionRecord(row: typeof connections.$inferSelect): ConnectionRecord {
  const { id, accountId: account, provider, credentials, settings, fallback, version } = row
  return { id, account, provider, credentials, settings, fallback, version }
}

/** Brings connections from Postgres to where calls find them while Postgres is down: the account's own, and those named. */
export async function pushConnections(
  { db, hot }: Pick<Services, 'db' | 'hot'>,
  { account, ids }: { account: AccountId; ids: ConnectionId[] },
): Promise<void> {
  const rows = await db
    .select()
    .from(connections)
    .where(or(eq(connections.accountId, account), inArray(connections.id, ids)))
  await Promise.all(rows.map((row) => hot.connections.put(connectionRecord(row))))
}

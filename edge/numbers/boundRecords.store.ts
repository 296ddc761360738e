import { and, eq, inArray, sql } from 'drizzle-orm'
import type { E164, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers, routes } from '../db/schema.ts'
import type { NumberRecord } from '../pool/directory.port.ts'

/** A number as the hot state must know it. */
export interface BoundNumber {
  record: NumberRecord
  /** ms: last display as far as Postgres knows. */
  lastSeen: number | null
}

/** What Postgres knows of a site's numbers, or of some of them, that the directory holds: bound ones, and on request stored ones. */
export async function boundRecords(
  db: Database,
  { site, only, stored = false }: { site: SiteKey; only?: E164[]; stored?: boolean },
): Promise<BoundNumber[]> {
  if (only?.length === 0) return []
  const states = stored ? (['stock', 'active', 'draining', 'stored'] as const) : (['stock', 'active', 'draining'] as const)
  const rows = await db
    .select({
      number: numbers.number,
      account: numbers.accountId,
      route: numbers.routeId,
      region: numbers.region,
      connection: numbers.connectionId,
      destination: routes.destination,
      state: numbers.state,
      source: numbers.source,
      lastUsedAt: numbers.lastUsedAt,
      // A lease is recorded when it begins; its visit may have gone on.
      lastSeenAt: sql<string | null>`(select max(s.last_seen_at) from leases l join sessions s on s.id = l.session
        where l.number = ${numbers.number} and l.at > ${numbers.lastUsedAt} - interval '1 hour')`,
    })
    .from(numbers)
    .innerJoin(routes, eq(routes.id, numbers.routeId))
    .where(and(eq(numbers.site, site), inArray(numbers.state, [...states]), only ? inArray(numbers.number, only) : undefined))
    .orderBy(numbers.number)
  return rows.map(({ source, account, route, state, lastUsedAt, lastSeenAt, ...rest }) => ({
    record: { ...rest, site, account: account!, route: route!, state: state as NumberRecord['state'], ...(source !== null && { source }) },
    lastSeen: lastUsedAt && Math.max(lastUsedAt.getTime(), lastSeenAt === null ? 0 : new Date(lastSeenAt).getTime()),
  }))
}

import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { AccountId, E164, SessionId, SiteKey, VisitorId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { calls, sites } from '../db/schema.ts'

/** Ids by which everything of a person is found. */
export interface Traces {
  sites: SiteKey[]
  visitor: VisitorId | null
  sessions: SessionId[]
  calls: (typeof calls.$inferSelect)[]
  /** Texts that name the person wherever a document is kept whole: ids, the caller's number. */
  names: string[]
}

async function sitesOf(db: Database, account: AccountId): Promise<SiteKey[]> {
  return (await db.select({ key: sites.key }).from(sites).where(eq(sites.accountId, account))).map(({ key }) => key)
}

/** What the account knows of a visitor: his sessions, and the calls that he is taken for or might have made. */
export async function visitorTraces(db: Database, { account, visitor }: { account: AccountId; visitor: VisitorId }): Promise<Traces> {
  const own = await sitesOf(db, account)
  const { rows } = await db.execute<{ id: SessionId }>(sql`
    select id from sessions where visitor = ${visitor} and account_id = ${account}
    union select session from touches where visitor = ${visitor} and account_id = ${account}
    union select session from leases where visitor = ${visitor} and site in (select key from sites where account_id = ${account})`)
  const ids = rows.map(({ id }) => id)
  const found = await db
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.accountId, account),
        or(
          eq(calls.visitor, visitor),
          ids.length ? inArray(calls.session, ids) : undefined,
          sql`${calls.candidates} @> ${JSON.stringify([{ visitor }])}::jsonb`,
          ...ids.map((session) => sql`${calls.candidates} @> ${JSON.stringify([{ session }])}::jsonb`),
        ),
      ),
    )
  return { sites: own, visitor, sessions: ids, calls: found, names: [visitor, ...ids] }
}

/** What the account knows of a caller: his calls. Whose visits they were is not told by his number. */
export async function callerTraces(db: Database, { account, caller }: { account: AccountId; caller: E164 }): Promise<Traces> {
  const told = sql`(${calls.connectionId}, ${calls.externalId}) in
    (select connection_id, external_id from call_events where account_id = ${account} and event->>'from' = ${caller})`
  const found = await db
    .select()
    .from(calls)
    .where(and(eq(calls.accountId, account), or(eq(calls.caller, caller), told)))
  return { sites: await sitesOf(db, account), visitor: null, sessions: [], calls: found, names: [caller, ...found.map(({ id }) => id)] }
}

/** Whether a document names one of them. */
export function mentions(document: SQL, names: string[]): SQL {
  return sql`exists (select 1 from json_array_elements_text(${JSON.stringify(names)}::json) as person(name) where position(name in ${document}) > 0)`
}

/** Whether the account knows the person at all. */
export async function isKnown(db: Database, { account, traces }: { account: AccountId; traces: Traces }): Promise<boolean> {
  if (traces.sessions.length || traces.calls.length) return true
  const { rows } = await db.execute(sql`
    select 1 from visitors where id = ${traces.visitor} and account_id = ${account}
    union select 1 from call_events where account_id = ${account} and ${mentions(sql`event::text`, traces.names)}
    union select 1 from dead_letters where site in (select key from sites where account_id = ${account}) and ${mentions(sql`body::text`, traces.names)}
    limit 1`)
  return rows.length > 0
}

import { type SQL, sql } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { mentions, type Traces } from './visitorTraces.ts'

type Row = Record<string, unknown>

/** Everything that is kept about a person, by table: the rows as they are. */
export async function exportPerson(
  db: Database,
  { account, traces }: { account: AccountId; traces: Traces },
): Promise<Record<string, Row[]>> {
  const sessions = sql`(select json_array_elements_text(${JSON.stringify(traces.sessions)}::json))`
  const calls = sql`(select json_array_elements_text(${JSON.stringify(traces.calls.map(({ id }) => id))}::json))`
  const own = sql`site in (select key from sites where account_id = ${account})`
  const named = (document: SQL) => mentions(document, traces.names)
  const conditions: Record<string, SQL> = {
    visitors: sql`id = ${traces.visitor} and account_id = ${account}`,
    touches: sql`visitor = ${traces.visitor} and account_id = ${account}`,
    sessions: sql`id in ${sessions} and account_id = ${account}`,
    leases: sql`(visitor = ${traces.visitor} or session in ${sessions}) and ${own}`,
    session_events: sql`session in ${sessions} and ${own}`,
    calls: sql`id in ${calls} and account_id = ${account}`,
    call_events: sql`account_id = ${account} and (connection_id, external_id) in (select connection_id, external_id from calls where id in ${calls})`,
    attribution_corrections: sql`account_id = ${account} and (call_id in ${calls} or visitor = ${traces.visitor} or session in ${sessions})`,
    events: sql`account_id = ${account} and ${named(sql`data::text`)}`,
    dead_letters: sql`${own} and ${named(sql`body::text`)}`,
  }
  const tables = Object.entries(conditions)
  const [first, ...rest] = tables.map(([table, condition]) =>
    db.execute<{ row: Row }>(sql`select to_jsonb(t) - 'account_id' as row from ${sql.identifier(table)} as t where ${condition}`),
  )
  const answers = await db.batch([first!, ...rest])
  return Object.fromEntries(tables.map(([table], i) => [table, (answers[i] as { rows: { row: Row }[] }).rows.map(({ row }) => row)]))
}

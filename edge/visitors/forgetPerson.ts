import { type SQL, sql } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import type { Services } from '../services.ts'
import { answersNaming } from './answersNaming.store.ts'
import { mentions, type Traces } from './visitorTraces.ts'

/** Rows that went, by table. */
export type Forgotten = Record<string, number>

/**
 * Deletes what is kept about a person in Postgres, in one step. Of a visitor: his visits, and his name in calls, which stay the
 * company's; of a caller (`calls: 'delete'`): his calls with all that providers told of them. Messages to webhooks, answers to
 * repeated requests and dead letters that name him go whole.
 */
export async function forgetPerson(
  services: Pick<Services, 'db' | 'config'>,
  { account, traces, calls: fate }: { account: AccountId; traces: Traces; calls: 'unlink' | 'delete' },
): Promise<Forgotten> {
  const sessions = sql`(select json_array_elements_text(${JSON.stringify(traces.sessions)}::json))`
  const calls = sql`(select json_array_elements_text(${JSON.stringify(traces.calls.map(({ id }) => id))}::json))`
  const own = sql`site in (select key from sites where account_id = ${account})`
  const named = (document: SQL) => mentions(document, traces.names)
  const answers = await answersNaming(services, { account, names: traces.names })
  const steps: [table: string, statement: SQL][] = [
    ['visitors', sql`delete from visitors where id = ${traces.visitor} and account_id = ${account}`],
    ['touches', sql`delete from touches where (visitor = ${traces.visitor} or session in ${sessions}) and account_id = ${account}`],
    ['session_events', sql`delete from session_events where session in ${sessions} and ${own}`],
    ['leases', sql`delete from leases where (visitor = ${traces.visitor} or session in ${sessions}) and ${own}`],
    ['sessions', sql`delete from sessions where id in ${sessions} and account_id = ${account}`],
    [
      'attribution_corrections',
      fate === 'delete'
        ? sql`delete from attribution_corrections where call_id in ${calls} and account_id = ${account}`
        : sql`delete from attribution_corrections where (visitor = ${traces.visitor} or session in ${sessions}) and account_id = ${account}`,
    ],
    ...(fate === 'delete' ? deleteCalls({ account, calls, named }) : [unlinkCalls({ account, calls, visitor: traces.visitor, sessions })]),
    [
      'webhook_deliveries',
      sql`delete from webhook_deliveries where account_id = ${account}
        and event_id in (select id from events where account_id = ${account} and ${named(sql`data::text`)})`,
    ],
    ['events', sql`delete from events where account_id = ${account} and ${named(sql`data::text`)}`],
    [
      'idempotency_keys',
      sql`delete from idempotency_keys where account_id = ${account} and key in (select json_array_elements_text(${JSON.stringify(answers)}::json))`,
    ],
    ['dead_letters', sql`delete from dead_letters where ${own} and ${named(sql`body::text`)}`],
  ]
  const [first, ...rest] = steps.map(([, statement]) => services.db.execute<{ rows: number }>(counted(statement)))
  const gone = await services.db.batch([first!, ...rest])
  const forgotten: Forgotten = {}
  for (const [i, [table]] of steps.entries()) {
    const rows = (gone[i] as { rows: { rows: number }[] }).rows[0]?.rows ?? 0
    forgotten[table] = (forgotten[table] ?? 0) + rows
  }
  return forgotten
}

const counted = (statement: SQL) => sql`with gone as (${statement} returning 1) select count(*)::int as rows from gone`

function deleteCalls({ account, calls, named }: { account: AccountId; calls: SQL; named: (document: SQL) => SQL }): [string, SQL][] {
  return [
    [
      'call_events',
      sql`delete from call_events where account_id = ${account}
        and ((connection_id, external_id) in (select connection_id, external_id from calls where id in ${calls}) or ${named(sql`event::text`)})`,
    ],
    ['calls', sql`delete from calls where id in ${calls} and account_id = ${account}`],
  ]
}

function unlinkCalls({
  account,
  calls,
  visitor,
  sessions,
}: {
  account: AccountId
  calls: SQL
  visitor: Traces['visitor']
  sessions: SQL
}): [string, SQL] {
  const isHis = sql`(one->>'visitor' = ${visitor} or one->>'session' in ${sessions})`
  return [
    'calls',
    sql`update calls set updated_at = now(),
      visitor = case when visitor = ${visitor} or session in ${sessions} then null else visitor end,
      session = case when visitor = ${visitor} or session in ${sessions} then null else session end,
      candidates = (select coalesce(jsonb_agg(one), '[]'::jsonb) from jsonb_array_elements(candidates) as one where not coalesce(${isHis}, false))
    where id in ${calls} and account_id = ${account}`,
  ]
}

import { sql } from 'drizzle-orm'
import type { AccountId, ConnectionId, E164, RegionCode } from '../brands.ts'
import type { Database } from '../db/client.ts'

export interface NewNumber {
  number: E164
  region: RegionCode
  connection: ConnectionId
}

/**
 * Adds free numbers with the first row of their history, in one statement; gives those that were new. `owner`: whose own they are;
 * null = the operator's inventory. Numbers that there are already stay as they are, whoever has them.
 */
export async function addNumbers(
  db: Database,
  { rows, owner, cause, now }: { rows: NewNumber[]; owner: AccountId | null; cause: string; now: number },
): Promise<E164[]> {
  if (!rows.length) return []
  const at = sql`${new Date(now).toISOString()}::timestamptz`
  const added = await db.execute<{ number: E164 }>(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(number text, region text, connection text)
    ), added as (
      insert into numbers (number, region, connection_id, state, owner_id, account_id, state_since, created_at)
      select number, region, connection, 'free', ${owner}::text, ${owner}::text, ${at}, ${at} from given
      on conflict do nothing returning number
    )
    insert into number_moves (number, cause, account_id, to_state, at)
    select number, ${cause}, ${owner}::text, 'free', ${at} from added
    on conflict do nothing returning number`)
  return added.rows.map(({ number }) => number)
}

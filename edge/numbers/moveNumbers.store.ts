import { sql, type SQL } from 'drizzle-orm'
import type { AccountId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import type { NumberState } from './numbers.table.ts'

export interface MovedNumber {
  number: E164
  region: RegionCode
  from: NumberState
  /** Where it was; null = nobody's. */
  account: AccountId | null
  site: SiteKey | null
  route: RouteId | null
}

export interface NumberMove {
  /** Which numbers, over `numbers n`: it must not hold for a number that has moved. */
  where: SQL
  to: NumberState
  /** What else becomes of them: `set` clauses over `numbers n`, e.g. `site = null`. */
  set?: SQL
  order?: SQL
  limit?: number
  /** Why, for the history: `store:2026-11-24`. The same cause twice is one row. */
  cause: string
  /** ms */
  now: number
}

/**
 * The one way in which Postgres moves numbers: guarded, with its history, in one statement. Two that run at once move different
 * numbers; one that is killed has moved all of them or none; run again it finds nothing left.
 */
export async function moveNumbers(db: Database, { where, to, set, order, limit, cause, now }: NumberMove): Promise<MovedNumber[]> {
  const at = sql`${new Date(now).toISOString()}::timestamptz`
  const { rows } = await db.execute<Record<keyof MovedNumber, string | null>>(sql`
    with old as (
      select n.number, n.state, n.region, n.account_id, n.site, n.route_id from numbers n
      where ${where} ${order ? sql`order by ${order}` : sql``} ${limit === undefined ? sql`` : sql`limit ${limit}`}
      for update skip locked
    ), moved as (
      update numbers n set state = ${to}, state_since = ${at} ${set ? sql`, ${set}` : sql``}
      from old where n.number = old.number
      returning n.number, n.account_id, n.site, n.route_id
    ), noted as (
      insert into number_moves (number, cause, account_id, from_state, to_state, site, route_id, at)
      select number, ${cause}, coalesce(moved.account_id, old.account_id), old.state, ${to},
        coalesce(moved.site, old.site), coalesce(moved.route_id, old.route_id), ${at}
      from moved join old using (number)
      on conflict do nothing
    )
    select old.number, old.region, old.state as "from", old.account_id as account, old.site, old.route_id as route
    from old join moved using (number)`)
  return rows as unknown as MovedNumber[]
}

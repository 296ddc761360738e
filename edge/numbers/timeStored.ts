import { sql, type SQL } from 'drizzle-orm'
import { LIFE } from './lifePolicy.ts'

const ms = (length: number): SQL => sql`(${length}::bigint * interval '1 millisecond')`

/** Over `numbers n`: the moment at which its 14 days end, by what was recorded of displays and calls. */
export const BOUND_UNTIL: SQL = sql`coalesce(n.last_used_at + ${ms(LIFE.bound + LIFE.display)}, n.state_since)`

/**
 * Over stored `numbers n`: when its storage began. A call begins it anew; a number that was stored before its 14 days were over (it
 * was given back, or left for its health) has them first.
 */
export const STORED_SINCE: SQL = sql`greatest(n.state_since, case when n.last_used_at > n.state_since then n.last_used_at else ${BOUND_UNTIL} end)`

/** Over `numbers n`: that no call came after a moment, whatever the clock of its last use says. */
export const noCallSince = (moment: SQL): SQL =>
  sql`not exists (select 1 from calls c where c.number = n.number and c.started_at > ${moment})`

/** `now - length` as Postgres compares it. */
export const ago = (now: number, length: number): SQL => sql`${new Date(now - length).toISOString()}::timestamptz`

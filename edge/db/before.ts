import { type AnyColumn, sql, type SQL } from 'drizzle-orm'
import type { Position } from '../http/paging.ts'

/** Rows after a position, newest first: (time, id) < (position's), to the millisecond that cursors carry. */
export function before(time: AnyColumn, id: AnyColumn, position: Position | null): SQL | undefined {
  return position ? sql`(${time}, ${id}) < (${position.at}::timestamptz, ${position.id})` : undefined
}

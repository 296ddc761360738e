import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AccountId } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** What companies and the operator are told of by webhook and in `/v1/pools`. */
export type EventType =
  /** Nothing is left to grow with: raised before visitors notice. */
  | 'pool.low'
  /** Visitors shared a number or kept the page's own because nothing was free. */
  | 'pool.exhausted'
  /** A number left rotation for its health. */
  | 'number.unhealthy'
  /** The hot state and Postgres differed and were made the same. */
  | 'pool.repaired'

/** Each thing that happened once: `cause` says which it is. */
export const events = pgTable(
  'events',
  {
    id: text('id').primaryKey(),
    /** Null = the operator's own matter. */
    accountId: text('account_id').$type<AccountId>(),
    type: text('type').$type<EventType>().notNull(),
    cause: text('cause').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('events_cause').on(table.cause), index('events_account_time').on(table.accountId, table.at, table.id)],
)

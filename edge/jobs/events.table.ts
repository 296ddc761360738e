import { sql } from 'drizzle-orm'
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
  | 'call.started'
  /** A human answered. */
  | 'call.answered'
  | 'call.ended'
  /** Another visit than was told before: by later evidence, or by a person. Holds the old and the new one. */
  | 'call.attributed'
  /** Something else about a call that was told before: recording, spam, tags, note, value. */
  | 'call.modified'
  /** An endpoint that failed for days is told nothing any more. */
  | 'webhook.disabled'

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
    /** When its deliveries to webhook endpoints were written; null = not yet. */
    toldAt: moment('told_at'),
  },
  (table) => [
    index('events_untold')
      .on(table.at)
      .where(sql`told_at is null`),
    uniqueIndex('events_cause').on(table.cause),
    index('events_account_time').on(table.accountId, table.at, table.id),
  ],
)

import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { AccountId } from '../brands.ts'

/** What an account's calls may come to at most; null = no limit, as is no row. */
export const callLimits = pgTable('call_limits', {
  accountId: text('account_id').$type<AccountId>().primaryKey(),
  concurrentCalls: integer('concurrent_calls'),
  /** A day (UTC) with one destination. */
  destinationMinutes: integer('destination_minutes'),
  /** Counts changes: an older copy never overwrites a newer one. */
  version: integer('version').notNull(),
})

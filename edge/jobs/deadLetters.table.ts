import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { moment } from '../db/columns.ts'
import type { SiteKey } from '../brands.ts'

/** Outbox entries that could not be stored, kept whole so that they can be looked at and replayed. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    site: text('site').$type<SiteKey>().notNull(),
    entry: text('entry').notNull(),
    reason: text('reason').notNull(),
    body: jsonb('body').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.entry] }), index('dead_letters_time').on(table.at)],
)

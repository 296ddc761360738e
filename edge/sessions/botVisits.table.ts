import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AccountId, SiteKey } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** Programs that asked for numbers, counted apart from people: an entry is one report of an isolate, so that none counts twice. */
export const botVisits = pgTable(
  'bot_visits',
  {
    site: text('site').$type<SiteKey>().notNull(),
    entry: text('entry').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    at: moment('at').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.entry] }), index('bot_visits_account_time').on(table.accountId, table.at)],
)

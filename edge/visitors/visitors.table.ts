import { boolean, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AccountId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { TimedTouch } from '../sessions/touch/visitorTouches.ts'

/** A browser, by its first-party id, with its touches reduced: see `storeTouches.ts`. */
export const visitors = pgTable(
  'visitors',
  {
    site: text('site').$type<SiteKey>().notNull(),
    id: text('id').$type<VisitorId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    first: jsonb('first').$type<TimedTouch>().notNull(),
    last: jsonb('last').$type<TimedTouch>().notNull(),
    lastNonDirect: jsonb('last_non_direct').$type<TimedTouch>(),
    /** In order of time: the first and the latest, 20 at most. */
    touches: jsonb('touches').$type<TimedTouch[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site, table.id] }),
    index('visitors_account_time').on(table.accountId, table.lastAt, table.id),
    index('visitors_last').on(table.site, table.lastAt),
  ],
)

/** Each way in which a visit arrived, once a campaign; what a visitor's touches are reduced from, in whatever order they come. */
export const touches = pgTable(
  'touches',
  {
    site: text('site').$type<SiteKey>().notNull(),
    visitor: text('visitor').$type<VisitorId>().notNull(),
    session: text('session').$type<SessionId>().notNull(),
    /** See `campaignMark.ts`. */
    mark: text('mark').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    /** Outbox entry of the earliest. */
    entry: text('entry').notNull(),
    at: moment('at').notNull(),
    direct: boolean('direct').notNull(),
    touch: jsonb('touch').$type<TimedTouch>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site, table.visitor, table.session, table.mark] }),
    index('touches_time').on(table.site, table.at),
  ],
)

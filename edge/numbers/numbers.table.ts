import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** See ROTATION "States of a number": stock, active and draining numbers are bound to a site. */
export const NUMBER_STATES = ['free', 'stock', 'active', 'draining', 'stored', 'retired'] as const
export type NumberState = (typeof NUMBER_STATES)[number]

/** `spam`: most of its calls are. `silent`: it was tapped, but its provider told of no call. */
export type Unhealthy = 'spam' | 'silent'

/** Every tracking number there is. `account` is the company it is bound to or was last bound to. */
export const numbers = pgTable(
  'numbers',
  {
    number: text('number').$type<E164>().primaryKey(),
    region: text('region').$type<RegionCode>().notNull(),
    connectionId: text('connection_id').$type<ConnectionId>().notNull(),
    state: text('state').$type<NumberState>().notNull().default('free'),
    /** Whose own number it is: free for that company's sites only. Null = the operator's inventory, free for all. */
    ownerId: text('owner_id').$type<AccountId>(),
    accountId: text('account_id').$type<AccountId>(),
    site: text('site').$type<SiteKey>(),
    routeId: text('route_id').$type<RouteId>(),
    /** A static number's source. */
    source: text('source'),
    /** Why it left rotation for its health; null = it is well. */
    unhealthy: text('unhealthy').$type<Unhealthy>(),
    stateSince: moment('state_since')
      .notNull()
      .default(sql`now()`),
    /** Last display or call: the clock of the 14 days. */
    lastUsedAt: moment('last_used_at'),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('numbers_account').on(table.accountId, table.number),
    index('numbers_site').on(table.site, table.state),
    index('numbers_free').on(table.region, table.state),
  ],
)

/** The history of every number: one row per change of state. `cause` makes a repeated write one row. */
export const numberMoves = pgTable(
  'number_moves',
  {
    number: text('number').$type<E164>().notNull(),
    cause: text('cause').notNull(),
    accountId: text('account_id').$type<AccountId>(),
    from: text('from_state').$type<NumberState>(),
    to: text('to_state').$type<NumberState>().notNull(),
    site: text('site').$type<SiteKey>(),
    routeId: text('route_id').$type<RouteId>(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.number, table.cause] }), index('number_moves_time').on(table.number, table.at)],
)

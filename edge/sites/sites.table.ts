import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AccountId, E164, RouteId, SiteId, SiteKey } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { Retention, SiteOptions } from './siteSettings.ts'

/** A client company. */
export const accounts = pgTable('accounts', {
  id: text('id').$type<AccountId>().primaryKey(),
  name: text('name').notNull(),
  /** How long records are kept; a site's own option outweighs it. */
  retention: jsonb('retention').$type<Retention>().notNull().default({}),
  createdAt: moment('created_at').notNull().defaultNow(),
})

export const ROLES = ['admin', 'read', 'ingest'] as const
export type Role = (typeof ROLES)[number]

/** Keys for programs; only the hash of a key is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    name: text('name').notNull(),
    /** SHA-256 of the key, hex. */
    hash: text('hash').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Works on the embedded default only. */
    demo: boolean('demo').notNull().default(false),
    createdAt: moment('created_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [uniqueIndex('api_keys_hash').on(table.hash)],
)

/** One tracked web site. `options` is what its owner may set; `version` grows with every change. */
export const sites = pgTable(
  'sites',
  {
    id: text('id').$type<SiteId>().primaryKey(),
    accountId: text('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    key: text('key').$type<SiteKey>().notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull().default(1),
    enabled: boolean('enabled').notNull().default(true),
    /** Signs `forwardTo`. */
    secret: text('secret').notNull(),
    options: jsonb('options').$type<SiteOptions>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('sites_key').on(table.key), index('sites_account').on(table.accountId)],
)

/** Where calls end. */
export const routes = pgTable(
  'routes',
  {
    id: text('id').$type<RouteId>().primaryKey(),
    siteId: text('site_id')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    destination: text('destination').$type<E164>().notNull(),
    /** True for routes that pages may ask for by `forwardTo`. */
    forward: boolean('forward').notNull().default(false),
  },
  (table) => [uniqueIndex('routes_destination').on(table.siteId, table.destination)],
)

/** A number of the company's own that stands on its pages. */
export const targets = pgTable(
  'targets',
  {
    id: text('id').primaryKey(),
    siteId: text('site_id')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    routeId: text('route_id')
      .$type<RouteId>()
      .notNull()
      .references(() => routes.id),
    e164: text('e164').$type<E164>().notNull(),
    slot: text('slot').notNull(),
    text: text('text'),
    format: text('format'),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [uniqueIndex('targets_slot').on(table.siteId, table.slot)],
)

import { doublePrecision, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { IntensityTables } from '../attribution/intensityTables.ts'
import type { AccountId, SiteKey } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** Intensity tables that were fitted to an account's own calls. Version 0 is the shipped one and not in here. Never changed, never deleted. */
export const tableVersions = pgTable(
  'table_versions',
  {
    accountId: text('account_id').$type<AccountId>().notNull(),
    version: integer('version').notNull(),
    /** Day of the night that made it, `2026-11-24`: one a night. */
    night: text('night').notNull(),
    tables: jsonb('tables').$type<IntensityTables>().notNull(),
    /** Calls per second on one number from nobody who held it. */
    background: doublePrecision('background').notNull(),
    /** Calls that it was fitted to. */
    calls: integer('calls').notNull(),
    /** Version that the fit began with. */
    basedOn: integer('based_on').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.version] }),
    uniqueIndex('table_versions_night').on(table.accountId, table.night),
  ],
)

/** Which version an admin chose, and when; the last one counts. Without any, the newest version is in use. */
export const versionChoices = pgTable(
  'version_choices',
  {
    /** The account's id and a number that grows. */
    id: text('id').primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    /** Null = the newest, every night anew. */
    version: integer('version'),
    /** Id of the key that said so. */
    by: text('by_key').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('version_choices_account').on(table.accountId, table.id)],
)

/** θ of a site, night by night. What each call was decided with stands in the call itself. */
export const thresholdHistory = pgTable(
  'threshold_history',
  {
    accountId: text('account_id').$type<AccountId>().notNull(),
    site: text('site').$type<SiteKey>().notNull(),
    night: text('night').notNull(),
    /** Asked for. */
    precision: doublePrecision('precision').notNull(),
    threshold: doublePrecision('threshold').notNull(),
    /** Calls of the last 30 days that it follows. */
    claims: integer('claims').notNull(),
    /** Version of the tables in use. */
    version: integer('version').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.night] })],
)

import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { AccountId, E164, SiteKey } from '../brands.ts'
import { moment } from '../db/columns.ts'
import { apiKeys } from '../sites/sites.table.ts'

/** A target that was added by a link. */
export interface AddedTarget {
  id: string
  e164: E164
  /** ISO 8601 */
  at: string
}

/** Preview links. The link's token is not kept: it is signed, and names its row. */
export const previews = pgTable(
  'previews',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    site: text('site').$type<SiteKey>().notNull(),
    /** The page. */
    url: text('url').notNull(),
    /** Host and port that the link is good for. */
    host: text('host').notNull(),
    /** Who made it: with the key all its links are revoked. */
    keyId: text('key_id')
      .notNull()
      .references(() => apiKeys.id),
    /** Whether numbers of the page may be made targets by it. */
    canAdd: boolean('can_add').notNull().default(false),
    /** Which targets were added by it: who changed what is told with the link. */
    added: jsonb('added').$type<AddedTarget[]>().notNull().default([]),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [index('previews_account').on(table.accountId, table.createdAt, table.id), index('previews_end').on(table.expiresAt)],
)

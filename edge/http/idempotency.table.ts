import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AccountId } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** Answers to requests with an `Idempotency-Key`, kept a day. `status` is null while the first of them is under way. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: text('account_id').$type<AccountId>().notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, address and body: the same key for another request is refused. */
    request: text('request').notNull(),
    status: integer('status'),
    /** The answer's body, sealed by `crypto/envelope.ts`: it may show a secret that is kept nowhere else in clear. */
    sealed: text('sealed'),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.key] }), index('idempotency_keys_time').on(table.at)],
)

import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AccountId, SiteKey, WebhookId } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { EventType } from '../jobs/events.table.ts'

/** A signing secret at rest: sealed like connection credentials, bound to the endpoint. The newest stands first. */
export interface SealedSecret {
  sealed: string
  /** ms; signs until then. Null = without end. */
  until: number | null
}

/** `standard`: signed JSON by POST. `mango`: GET with the field names of Mango Office, unsigned as theirs are. */
export const WEBHOOK_FORMS = ['standard', 'mango'] as const
export type WebhookForm = (typeof WEBHOOK_FORMS)[number]

/** An address that a company wants to be told at. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: text('id').$type<WebhookId>().primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    url: text('url').notNull(),
    form: text('form').$type<WebhookForm>().notNull(),
    /** Empty = all. */
    events: jsonb('events').$type<EventType[]>().notNull(),
    /** Events of these sites only; empty = all. */
    sites: jsonb('sites').$type<SiteKey[]>().notNull(),
    secrets: jsonb('secrets').$type<SealedSecret[]>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** Why it was switched off by us; null where its owner did. */
    disabledReason: text('disabled_reason').$type<'gone' | 'failing'>(),
    /** First failure since the last success. */
    failingSince: moment('failing_since'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('webhook_endpoints_account').on(table.accountId, table.id)],
)

export interface DeliveryAttempt {
  /** ms */
  at: number
  /** How long it took, ms. */
  ms: number
  /** HTTP status; null where there was no answer. */
  status: number | null
  /** Why it failed, in a word or two. */
  error: string | null
}

/** One event on its way to one endpoint. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    endpointId: text('endpoint_id').$type<WebhookId>().notNull(),
    /** The `webhook-id` of every attempt. */
    eventId: text('event_id').notNull(),
    status: text('status').$type<'pending' | 'delivered' | 'failed'>().notNull().default('pending'),
    /** Attempts of the schedule that were made; a replay begins anew. */
    attempts: integer('attempts').notNull().default(0),
    /** When the next attempt is due; while one is under way, when another may take it for dead. */
    nextAt: moment('next_at'),
    deliveredAt: moment('delivered_at'),
    /** The last 20. */
    log: jsonb('log')
      .$type<DeliveryAttempt[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_once').on(table.endpointId, table.eventId),
    index('webhook_deliveries_due')
      .on(table.nextAt)
      .where(sql`status = 'pending'`),
    index('webhook_deliveries_account').on(table.accountId, table.createdAt, table.id),
  ],
)

import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AttributionCandidate, AttributionLabel } from '../attribution/attribution.ts'
import type { AccountId, CallId, ConnectionId, E164, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { CallEvent, Provider } from './callEvent.ts'
import type { ConnectionSettings } from './connection.ts'
import type { CallStatus } from './foldCall.ts'
import type { SpamReason } from './spam.ts'

/** One account at a telephony provider, with its own URL prefix `/v1/hooks/<id>/`. */
export const connections = pgTable(
  'connections',
  {
    id: text('id').$type<ConnectionId>().primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    provider: text('provider').$type<Provider>().notNull(),
    name: text('name').notNull(),
    /** Sealed by `credentials.ts`, bound to the id. */
    credentials: text('credentials').notNull(),
    /** Id of the master key that wraps them, so that a rotation finds what is left to do. */
    keyId: text('key_id').notNull(),
    settings: jsonb('settings').$type<ConnectionSettings>().notNull(),
    /** Where callers go when neither Redis nor Postgres can say. */
    fallback: text('fallback').$type<E164>(),
    /** Counts changes: an older copy in the hot state never overwrites a newer one. */
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('connections_account').on(table.accountId, table.id), index('connections_key').on(table.keyId)],
)

/** Every call once: what its events fold to, and who brought it. */
export const calls = pgTable(
  'calls',
  {
    id: text('id').$type<CallId>().primaryKey(),
    connectionId: text('connection_id').$type<ConnectionId>().notNull(),
    /** The provider's id of the call. */
    externalId: text('external_id').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    /** Null until an event told a number that we know. */
    site: text('site').$type<SiteKey>(),
    number: text('number').$type<E164>(),
    routeId: text('route_id').$type<RouteId>(),
    region: text('region').$type<RegionCode>(),
    /** Null = hidden. */
    caller: text('caller').$type<E164>(),
    direction: text('direction').notNull(),
    status: text('status').$type<CallStatus>().notNull(),
    startedAt: moment('started_at').notNull(),
    answeredAt: moment('answered_at'),
    endedAt: moment('ended_at'),
    /** `lost`: no end was told, and nothing else for hours. */
    endReason: text('end_reason').$type<'lost'>(),
    talkSec: integer('talk_sec'),
    waitSec: integer('wait_sec'),
    recordings: jsonb('recordings').$type<string[]>().notNull(),
    /** Distinct events folded in: an older fold never overwrites a newer one. */
    eventCount: integer('event_count').notNull(),
    label: text('label').$type<AttributionLabel>(),
    session: text('session').$type<SessionId>(),
    visitor: text('visitor').$type<VisitorId>(),
    confidence: doublePrecision('confidence'),
    candidates: jsonb('candidates').$type<AttributionCandidate[]>(),
    background: doublePrecision('background'),
    threshold: doublePrecision('threshold'),
    source: text('source'),
    /** Outbox time of the evidence that the attribution was made with; older evidence never overwrites newer. */
    attributedAt: moment('attributed_at'),
    /** Why the call is taken for spam; null = it is not. */
    spam: text('spam').$type<SpamReason>(),
    /** A person's word on spam, which outweighs the rules'. */
    spamVerdict: boolean('spam_verdict'),
    tags: jsonb('tags')
      .$type<string[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    note: text('note'),
    /** Money, in the account's currency. */
    value: numeric('value', { precision: 14, scale: 2, mode: 'number' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('calls_external').on(table.connectionId, table.externalId),
    index('calls_account_time').on(table.accountId, table.startedAt, table.id),
    index('calls_site_time').on(table.site, table.startedAt),
    index('calls_number_time').on(table.number, table.startedAt),
    index('calls_caller_time').on(table.accountId, table.caller, table.startedAt),
    index('calls_session').on(table.session),
    index('calls_open')
      .on(table.startedAt)
      .where(sql`ended_at is null`),
    index('calls_lost')
      .on(table.updatedAt)
      .where(sql`end_reason is not null`),
  ],
)

/** What a person says of who brought a call; kept apart from what the rule says, so that it can be taken back. */
export const attributionCorrections = pgTable('attribution_corrections', {
  callId: text('call_id').$type<CallId>().primaryKey(),
  accountId: text('account_id').$type<AccountId>().notNull(),
  /** Null = none of the visits. */
  session: text('session').$type<SessionId>(),
  visitor: text('visitor').$type<VisitorId>(),
  /** Where the person knows the source but no visit. */
  source: text('source'),
  note: text('note'),
  /** Id of the key that said so. */
  by: text('by_key').notNull(),
  at: moment('at').notNull(),
})

/** What providers told, each thing once; the calls are folded from it. */
export const callEvents = pgTable(
  'call_events',
  {
    connectionId: text('connection_id').$type<ConnectionId>().notNull(),
    /** Leg, type and the provider's counter: see `eventKey.ts`. */
    key: text('key').notNull(),
    externalId: text('external_id').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    site: text('site').$type<SiteKey>(),
    routeId: text('route_id').$type<RouteId>(),
    region: text('region').$type<RegionCode>(),
    event: jsonb('event').$type<CallEvent>().notNull(),
    at: moment('at').notNull(),
    /** ms since the epoch, edge clock. */
    receivedAt: bigint('received_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.externalId, table.key] }),
    index('call_events_account_time').on(table.accountId, table.at),
  ],
)

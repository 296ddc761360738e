import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import type { AccountId, E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { StaticRule } from '../leases/chooseStatic.ts'
import type { DeviceClass } from '../pool/holder.ts'
import type { ChainStep } from '../regions/regionChain.ts'
import type { LeaseHow } from '../pool/pool.port.ts'
import type { Touch, TouchRule } from './touch/touch.ts'
import type { TimedTouch } from './touch/visitorTouches.ts'

/** Parameters of a session as they were set last: name → [ms, value]. */
export type ParamsSeen = Record<string, [at: number, value: string]>

/**
 * One visit: where it came from and what it did. The columns from `source` to `rule` are the source that gets the credit: the visitor's
 * last that was not direct, within the site's look-back window; `touch` is how this very visit arrived.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').$type<SessionId>().primaryKey(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    site: text('site').$type<SiteKey>().notNull(),
    visitor: text('visitor').$type<VisitorId>(),
    startedAt: moment('started_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    landing: text('landing').notNull(),
    referrer: text('referrer').notNull(),
    source: text('source').notNull(),
    medium: text('medium').notNull(),
    campaign: text('campaign'),
    content: text('content'),
    term: text('term'),
    channel: text('channel').notNull(),
    clickId: text('click_id'),
    clickNetwork: text('click_network'),
    phrase: text('phrase'),
    referrerHost: text('referrer_host'),
    rule: text('rule').$type<TouchRule>().notNull().default('direct'),
    touch: jsonb('touch')
      .$type<Touch>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    /** The earlier touch that gets the credit; null = the visit's own. */
    credit: jsonb('credit').$type<TimedTouch>(),
    touchedAt: moment('touched_at').notNull().defaultNow(),
    /** How much the touch tells, best first: see `visitRows.ts`. Of several the best, then the earliest counts. */
    touchRank: smallint('touch_rank').notNull().default(0),
    /** Outbox entry of the touch. */
    touchEntry: text('touch_entry').notNull().default(''),
    device: text('device').$type<DeviceClass>().notNull(),
    region: text('region').$type<RegionCode>(),
    /** What decided the region: preview, home, cf, table or none. */
    regionBy: text('region_by').notNull(),
    language: text('language').notNull(),
    timeZone: text('time_zone').notNull(),
    consent: text('consent').notNull(),
    params: jsonb('params').$type<Record<string, string>>().notNull(),
    paramsSeen: jsonb('params_seen')
      .$type<ParamsSeen>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    pageViews: integer('page_views').notNull().default(0),
    engagedMs: bigint('engaged_ms', { mode: 'number' }).notNull().default(0),
    suspect: boolean('suspect').notNull().default(false),
  },
  (table) => [
    index('sessions_account_time').on(table.accountId, table.startedAt, table.id),
    index('sessions_site_seen').on(table.site, table.lastSeenAt),
    index('sessions_visitor').on(table.visitor),
    index('sessions_account_source').on(table.accountId, table.source, table.startedAt),
  ],
)

/**
 * What the widget reported, each event once: the id is made by the sender. Partitioned by month of `born`, the id's own time, within
 * what its session allows: the same event always falls into the same partition.
 */
export const sessionEvents = pgTable(
  'session_events',
  {
    id: text('id').notNull(),
    site: text('site').$type<SiteKey>().notNull(),
    session: text('session').$type<SessionId>().notNull(),
    page: text('page').$type<PageId>().notNull(),
    type: text('type').notNull(),
    at: moment('at').notNull(),
    born: moment('born').notNull().defaultNow(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site, table.id, table.born] }),
    index('session_events_session').on(table.session, table.at),
    index('session_events_taps')
      .on(table.at)
      .where(sql`type = 'tap'`),
  ],
)

/** A number shown to a session for a slot. (`site`, `entry`) is the outbox entry that recorded it, `at` its time. Partitioned by month of `at`. */
export const leases = pgTable(
  'leases',
  {
    site: text('site').$type<SiteKey>().notNull(),
    entry: text('entry').notNull(),
    slot: text('slot').notNull(),
    session: text('session').$type<SessionId>().notNull(),
    visitor: text('visitor').$type<VisitorId>(),
    page: text('page').$type<PageId>().notNull(),
    request: text('request'),
    number: text('number').$type<E164>().notNull(),
    routeId: text('route_id').$type<RouteId>().notNull(),
    region: text('region').$type<RegionCode>().notNull(),
    how: text('how').$type<LeaseHow>().notNull(),
    /** Which rule chose a static number: see `chooseStatic.ts`. */
    rule: text('rule').$type<StaticRule>(),
    step: integer('step').notNull(),
    /** Name of that step of the region chain; null for static, overflow and sink numbers, and for replacements. */
    chainStep: text('chain_step').$type<ChainStep>(),
    restMs: bigint('rest_ms', { mode: 'number' }),
    shared: boolean('shared').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site, table.entry, table.slot, table.at] }),
    index('leases_session').on(table.session),
    index('leases_number_time').on(table.number, table.at),
  ],
)

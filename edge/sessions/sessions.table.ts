import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AccountId, E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { moment } from '../db/columns.ts'
import type { StaticRule } from '../leases/chooseStatic.ts'
import type { DeviceClass } from '../pool/holder.ts'
import type { LeaseHow } from '../pool/pool.port.ts'

/** One visit: where it came from and what it did. */
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
    device: text('device').$type<DeviceClass>().notNull(),
    region: text('region').$type<RegionCode>(),
    /** What decided the region: preview, home, cf, table or none. */
    regionBy: text('region_by').notNull(),
    language: text('language').notNull(),
    timeZone: text('time_zone').notNull(),
    consent: text('consent').notNull(),
    params: jsonb('params').$type<Record<string, string>>().notNull(),
    pageViews: integer('page_views').notNull().default(0),
    engagedMs: bigint('engaged_ms', { mode: 'number' }).notNull().default(0),
    suspect: boolean('suspect').notNull().default(false),
  },
  (table) => [
    index('sessions_account_time').on(table.accountId, table.startedAt, table.id),
    index('sessions_site_seen').on(table.site, table.lastSeenAt),
    index('sessions_visitor').on(table.visitor),
  ],
)

/** What the widget reported, each event once: the id is made by the sender. */
export const sessionEvents = pgTable(
  'session_events',
  {
    id: text('id').notNull(),
    site: text('site').$type<SiteKey>().notNull(),
    session: text('session').$type<SessionId>().notNull(),
    page: text('page').$type<PageId>().notNull(),
    type: text('type').notNull(),
    at: moment('at').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.id] }), index('session_events_session').on(table.session, table.at), index('session_events_taps').on(table.at).where(sql`type = 'tap'`)],
)

/** A number shown to a session for a slot. (`site`, `entry`) is the outbox entry that recorded it. */
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
    restMs: bigint('rest_ms', { mode: 'number' }),
    shared: boolean('shared').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site, table.entry, table.slot] }),
    index('leases_session').on(table.session),
    index('leases_number_time').on(table.number, table.at),
  ],
)

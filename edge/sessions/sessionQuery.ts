import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { AccountId } from '../brands.ts'
import { RegionCodeSchema, SiteKeySchema, VisitorIdSchema } from '../contract.ts'
import { sessions } from '../db/schema.ts'
import { PageQueryEntries } from '../http/answers.ts'

const moment = v.pipe(
  v.string(),
  v.check((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), 'must be a moment such as 2026-11-24T09:00:00Z'),
  v.transform((text) => new Date(text)),
)
const text = v.pipe(v.string(), v.maxLength(256))

/** What visits may be searched by. */
export const SessionFilterEntries = {
  /** Started at or after. */
  from: v.optional(moment),
  /** Started before. */
  to: v.optional(moment),
  site: v.optional(SiteKeySchema),
  visitor: v.optional(VisitorIdSchema),
  source: v.optional(text),
  medium: v.optional(text),
  campaign: v.optional(text),
  channel: v.optional(text),
  region: v.optional(RegionCodeSchema),
  device: v.optional(v.picklist(['desktop', 'mobile'])),
  /** Whether a call is taken for it, by the rule or by a person. */
  hadCall: v.optional(v.picklist(['true', 'false'])),
}

const FilterSchema = v.object(SessionFilterEntries)
export const SessionQuerySchema = v.object({ ...PageQueryEntries, ...SessionFilterEntries })

/** A person's word outweighs the rule's, where there is one. */
const HAD_CALL = sql`exists (
  select 1 from calls left join attribution_corrections as said on said.call_id = calls.id
  where calls.account_id = ${sessions.accountId} and case when said.call_id is null then calls.session else said.session end = ${sessions.id}
    and (calls.session = ${sessions.id} or said.session = ${sessions.id}))`

/** The account's visits that are asked for. */
export function whereSessions(filter: v.InferOutput<typeof FilterSchema>, account: AccountId): SQL | undefined {
  const is = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) => (value === undefined ? undefined : condition(value))
  return and(
    eq(sessions.accountId, account),
    is(filter.from, (from) => gte(sessions.startedAt, from)),
    is(filter.to, (to) => lt(sessions.startedAt, to)),
    is(filter.site, (site) => eq(sessions.site, site)),
    is(filter.visitor, (visitor) => eq(sessions.visitor, visitor)),
    is(filter.source, (source) => eq(sessions.source, source)),
    is(filter.medium, (medium) => eq(sessions.medium, medium)),
    is(filter.campaign, (campaign) => eq(sessions.campaign, campaign)),
    is(filter.channel, (channel) => eq(sessions.channel, channel)),
    is(filter.region, (region) => eq(sessions.region, region)),
    is(filter.device, (device) => eq(sessions.device, device)),
    is(filter.hadCall, (had) => (had === 'true' ? HAD_CALL : sql`not ${HAD_CALL}`)),
  )
}

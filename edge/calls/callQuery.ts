import { and, eq, gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { AccountId } from '../brands.ts'
import { E164Schema, RegionCodeSchema, SessionIdSchema, SiteKeySchema, VisitorIdSchema } from '../contract.ts'
import { attributionCorrections, calls, sessions } from '../db/schema.ts'
import { PageQueryEntries } from '../http/answers.ts'
import { parseQuery } from '../http/readQuery.ts'
import { CALL_STATUSES } from './call.ts'

const moment = v.pipe(
  v.string(),
  v.check((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), 'must be a moment such as 2026-11-24T09:00:00Z'),
  v.transform((text) => new Date(text)),
)
const flag = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
)
const text = v.pipe(
  v.string(),
  v.maxLength(256),
  v.check((value) => !value.includes('\0'), 'must be text'),
)

/** What calls may be searched by. Beside these: `param.<name>=<value>`, a custom parameter of the visit. */
export const CallFilterEntries = {
  /** Started at or after. */
  from: v.optional(moment),
  /** Started before. */
  to: v.optional(moment),
  site: v.optional(SiteKeySchema),
  number: v.optional(E164Schema),
  caller: v.optional(E164Schema),
  session: v.optional(SessionIdSchema),
  visitor: v.optional(VisitorIdSchema),
  status: v.optional(v.picklist(CALL_STATUSES)),
  region: v.optional(RegionCodeSchema),
  source: v.optional(text),
  medium: v.optional(text),
  campaign: v.optional(text),
  term: v.optional(text),
  channel: v.optional(text),
  tag: v.optional(text),
  /** Whether a human answered. */
  answered: v.optional(flag),
  /** Whether a visit or a source is known. */
  attributed: v.optional(flag),
  spam: v.optional(flag),
}

const FilterSchema = v.object(CallFilterEntries)
export const CallQuerySchema = v.object({ ...PageQueryEntries, ...CallFilterEntries })

/** `param.user=42` of a query. */
function paramsOf(query: Record<string, string>): Record<string, string> {
  const found = Object.entries(query).filter(([name]) => name.startsWith('param.'))
  return Object.fromEntries(
    found.map(([name, value]) => [name.slice('param.'.length).slice(0, 40), value.slice(0, 256).replaceAll('\0', '')]),
  )
}

/** The account's calls that a query asks for, over the tables of `selectCalls`. */
export function whereCalls(query: Record<string, string>, account: AccountId): SQL | undefined {
  const filter = parseQuery(query, FilterSchema)
  const params = paramsOf(query)
  const is = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) => (value === undefined ? undefined : condition(value))
  const known = sql`coalesce(${attributionCorrections.session}, ${attributionCorrections.source}, case when ${attributionCorrections.callId} is null then coalesce(${calls.session}, ${calls.source}) end) is not null`
  const spam = sql`coalesce(${calls.spamVerdict}, ${calls.spam} is not null)`
  return and(
    eq(calls.accountId, account),
    is(filter.from, (from) => gte(calls.startedAt, from)),
    is(filter.to, (to) => lt(calls.startedAt, to)),
    is(filter.site, (site) => eq(calls.site, site)),
    is(filter.number, (number) => eq(calls.number, number)),
    is(filter.caller, (caller) => eq(calls.caller, caller)),
    is(filter.session, (session) => eq(sessions.id, session)),
    is(filter.visitor, (visitor) => eq(sessions.visitor, visitor)),
    is(filter.status, (status) => eq(calls.status, status)),
    is(filter.region, (region) => eq(calls.region, region)),
    is(filter.source, (source) => sql`coalesce(${attributionCorrections.source}, ${sessions.source}, ${calls.source}) = ${source}`),
    is(filter.medium, (medium) => eq(sessions.medium, medium)),
    is(filter.campaign, (campaign) => eq(sessions.campaign, campaign)),
    is(filter.term, (term) => eq(sessions.term, term)),
    is(filter.channel, (channel) => eq(sessions.channel, channel)),
    is(filter.tag, (tag) => sql`${calls.tags} @> ${JSON.stringify([tag])}::jsonb`),
    is(filter.answered, (yes) => (yes ? isNotNull(calls.answeredAt) : isNull(calls.answeredAt))),
    is(filter.attributed, (yes) => (yes ? known : sql`not ${known}`)),
    is(filter.spam, (yes) => (yes ? spam : sql`not ${spam}`)),
    Object.keys(params).length ? sql`${sessions.params} @> ${JSON.stringify(params)}::jsonb` : undefined,
  )
}

import * as v from 'valibot'
import { E164Schema, EXTRAS, RegionCodeSchema } from '../contract.ts'
import { MomentSchema } from '../http/answers.ts'
import type { SiteOptions } from './siteSettings.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const days = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const regions = v.pipe(v.array(RegionCodeSchema), v.maxLength(200))

const OriginSchema = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(
    /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    'must be an origin such as https://www.example.com or https://*.example.com',
  ),
)

const RegionsSchema = v.strictObject({
  /** Every visitor gets this region's numbers. */
  home: v.nullable(RegionCodeSchema),
  /** Regions that count as one. */
  groups: v.pipe(v.array(regions), v.maxLength(100)),
  /** Stay in the exact region. */
  prefer: v.boolean(),
  /** Neighbours of a region, best first. */
  neighbours: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^[A-Z]{2}(-[A-Z0-9]{1,8})?$/)), regions)),
  preferTable: v.exactOptional(v.boolean()),
  corrections: v.exactOptional(
    v.pipe(v.array(v.strictObject({ range: v.pipe(v.string(), v.maxLength(50)), region: RegionCodeSchema })), v.maxLength(1000)),
  ),
})

const parameterNames = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[\w.~-]{1,64}$/, 'must be the name of a query parameter'))),
  v.maxLength(20),
)

/** Names of query parameters that the site uses beside utm_*, the first that is there counts. */
const MarksSchema = v.strictObject({
  source: v.exactOptional(parameterNames),
  medium: v.exactOptional(parameterNames),
  campaign: v.exactOptional(parameterNames),
  content: v.exactOptional(parameterNames),
  term: v.exactOptional(parameterNames),
})

/** Sizes, static numbers and the demo's mark are not its owner's to write here. */
type Settable = Omit<SiteOptions, 'sizes' | 'statics' | 'demo'>
export type SiteOptionsChange = { [Name in keyof Settable]?: Settable[Name] | null | undefined }

/** What the owner of a site may set; what is left out stays as it is, null takes a setting back to its default. */
const SiteOptionsSchema: v.GenericSchema<unknown, SiteOptionsChange> = v.strictObject({
  origins: v.optional(v.pipe(v.array(OriginSchema), v.maxLength(100))),
  regions: v.optional(RegionsSchema),
  sessionsPerDay: v.optional(count(10_000_000)),
  /** Minutes that a number should have rested before it is given on; null: 15. */
  restMinutes: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(120)))),
  /** 0 switches growth off; null: by policy. */
  growth: v.optional(v.nullable(v.literal(0))),
  /** When nothing is free: share a number, keep the page's own, or show this one. */
  overflow: v.optional(v.union([v.picklist(['share', 'original']), E164Schema])),
  /** Given to bots and floods. */
  sink: v.optional(v.nullable(E164Schema)),
  /** Leases an hour per address, network and visitor. */
  limits: v.optional(v.strictObject({ address: count(1_000_000), network: count(1_000_000), visitor: count(1_000_000) })),
  /** Share of the named calls that shall be right; 0.99 names fewer. */
  precision: v.optional(v.nullable(v.picklist([0.98, 0.99]))),
  beforeConsent: v.optional(v.picklist(['nothing', 'region-only', 'in-memory'])),
  consentRequired: v.optional(v.boolean()),
  lazy: v.optional(v.boolean()),
  /** ms after which the page's own number stays. */
  timeout: v.optional(count(10_000)),
  /** ms for which targets may be hidden before the first swap; 0 = never. */
  guardFlicker: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3000))),
  dataLayer: v.optional(v.boolean()),
  extras: v.optional(v.array(v.picklist(EXTRAS))),
  ignoredReferrers: v.optional(v.nullable(v.pipe(v.array(text), v.maxLength(200)))),
  marks: v.optional(v.nullable(MarksSchema)),
  newCampaignEndsSession: v.optional(v.nullable(v.boolean())),
  /** Days for which a known source keeps the credit for direct visits. */
  lookBack: v.optional(v.nullable(days(730))),
  ignoreGpc: v.optional(v.nullable(v.boolean())),
  /** Days for which records are kept. */
  retention: v.optional(v.nullable(v.strictObject({ visits: v.exactOptional(days(3650)), calls: v.exactOptional(days(3650)) }))),
  domain: v.optional(
    v.nullable(v.pipe(v.string(), v.maxLength(253), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain such as example.com'))),
  ),
  format: v.optional(v.nullable(text)),
})

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

export const NewSiteSchema = v.strictObject({ name, options: v.optional(SiteOptionsSchema, {}) })
export const SiteChangeSchema = v.strictObject({
  name: v.optional(name),
  enabled: v.optional(v.boolean()),
  options: v.optional(SiteOptionsSchema),
})

export const SiteSchema = v.object({
  id: v.string(),
  /** Public, stands in the script tag. */
  key: v.string(),
  name: v.string(),
  version: v.number(),
  enabled: v.boolean(),
  options: v.record(v.string(), v.unknown()),
  createdAt: MomentSchema,
})

/** With the secret that signs `forwardTo`: shown when the site is made. */
export const SiteWithSecretSchema = v.object({ ...SiteSchema.entries, secret: v.string() })

import * as v from 'valibot'
import type { Attribution } from '../attribution/attribution.ts'
import { MomentSchema } from '../http/answers.ts'
import type { CallStatus } from './foldCall.ts'

export const CALL_STATUSES = [
  'ringing',
  'talking',
  'answered',
  'no_answer',
  'busy',
  'failed',
  'canceled',
  'rejected',
] as const satisfies CallStatus[]

const LABELS = [
  'tap',
  'page-open',
  'left-recently',
  'region',
  'repeat-caller',
  'static',
  'background',
] as const satisfies Attribution['label'][]

const nullable = { text: v.nullable(v.string()), number: v.nullable(v.number()), moment: v.nullable(MomentSchema) }

export const CandidateSchema = v.object({
  session: v.string(),
  visitor: nullable.text,
  /** Probability, 0..1. */
  share: v.number(),
  label: v.picklist(LABELS),
})

/** What the rule says of who brought a call. */
export const AttributionSchema = v.object({
  /** What dominated the decision. */
  label: v.picklist(LABELS),
  /** Null where no candidate is sure enough. */
  session: nullable.text,
  visitor: nullable.text,
  /** Share of the best candidate, 0..1. */
  confidence: nullable.number,
  candidates: v.nullable(v.array(CandidateSchema)),
  /** Share of spam and of visitors of long ago, 0..1. */
  background: nullable.number,
  /** The confidence that was asked for. */
  threshold: nullable.number,
  /** Of a static number. */
  source: nullable.text,
  at: nullable.moment,
})

/** What a person says of it; outweighs the rule. */
export const CorrectionSchema = v.object({
  session: nullable.text,
  visitor: nullable.text,
  source: nullable.text,
  note: nullable.text,
  by: v.string(),
  at: MomentSchema,
})

export const VisitOfCallSchema = v.object({
  source: v.string(),
  medium: v.string(),
  campaign: nullable.text,
  content: nullable.text,
  term: nullable.text,
  channel: v.string(),
  landing: v.string(),
  region: nullable.text,
  device: v.picklist(['desktop', 'mobile']),
  params: v.record(v.string(), v.string()),
})

export const CallSchema = v.object({
  id: v.string(),
  connectionId: v.string(),
  /** The provider's id of the call. */
  externalId: v.string(),
  site: nullable.text,
  number: nullable.text,
  routeId: nullable.text,
  region: nullable.text,
  /** Null = hidden. */
  caller: nullable.text,
  direction: v.picklist(['in', 'out', 'internal']),
  status: v.picklist(CALL_STATUSES),
  startedAt: MomentSchema,
  answeredAt: nullable.moment,
  endedAt: nullable.moment,
  /** `lost`: no end was told; it is then when the call was last heard of. */
  endReason: v.nullable(v.picklist(['lost'])),
  talkSec: nullable.number,
  waitSec: nullable.number,
  recordings: v.array(v.string()),
  eventCount: v.number(),
  /** Why the rules take it for spam. */
  spam: nullable.text,
  /** A person's word on that, which outweighs the rules'. */
  spamVerdict: v.nullable(v.boolean()),
  tags: v.array(v.string()),
  note: nullable.text,
  value: nullable.number,
  createdAt: MomentSchema,
  updatedAt: MomentSchema,
  attribution: v.nullable(AttributionSchema),
  correction: v.nullable(CorrectionSchema),
  visit: v.nullable(VisitOfCallSchema),
})

const storable = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most),
    v.transform((text) => text.trim()),
  )

export const CallChangeSchema = v.strictObject({
  tags: v.optional(v.pipe(v.array(v.pipe(storable(64), v.minLength(1))), v.maxLength(50))),
  note: v.optional(v.nullable(storable(4000))),
  /** Money, in the account's currency. */
  value: v.optional(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1e11), v.maxValue(1e11)))),
  /** True: it is spam, false: it is not, whatever the rules say; null: as the rules say. */
  spamVerdict: v.optional(v.nullable(v.boolean())),
})

export const NewCorrectionSchema = v.strictObject({
  /** The visit that brought the call; null = none of them. */
  session: v.nullable(v.pipe(v.string(), v.regex(/^ses_[0-9a-f]{32}$/, 'must be a session id'))),
  /** Where the source is known and the visit is not. */
  source: v.optional(v.nullable(storable(256)), null),
  note: v.optional(v.nullable(storable(1000)), null),
})

export const ExplanationSchema = v.object({
  call: v.string(),
  attribution: v.nullable(AttributionSchema),
  correction: v.nullable(CorrectionSchema),
  /** In words. */
  explanation: v.object({ en: v.string(), ru: v.string() }),
  /** The candidates with where their visits came from, the likeliest first. */
  candidates: v.array(v.object({ ...CandidateSchema.entries, visit: v.nullable(VisitOfCallSchema) })),
})

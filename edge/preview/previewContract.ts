/**
 * The wire contract between the preview panel and the edge. The panel imports its types only, so that both sides break together.
 *
 * As with `contract.ts`: a POST with a text body (JSON), no custom header, no cookie, hence no preflight, from any origin; malformed
 * input gets a 4xx, every other outcome is 200 with a `reason` (201 where a target was added), since a 4xx would print in the console of
 * the page. To a link that is not valid nothing is told but the reason. None of these touches a pool, a counter, a session or a report.
 */
import * as v from 'valibot'
import type { E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import {
  E164Schema,
  type LeasedNumber,
  LeaseRequestSchema,
  type PublicSettings,
  RegionCodeSchema,
  SiteKeySchema,
  type SlotAnswer,
} from '../contract.ts'

/** The address of the page has `#rotary=<token>` when it is opened by a link. */
export const PREVIEW_FRAGMENT = 'rotary'

const Token = v.pipe(v.string(), v.maxLength(1024))
const Url = v.pipe(v.string(), v.maxLength(2048))

/** As in a lease request. */
export interface PreviewSlotRequest<Number extends string = string> {
  target: Number
  slot?: string | undefined
  forwardTo?: Number | undefined
  sig?: string | undefined
  exp?: number | undefined
}
const Slots: v.GenericSchema<PreviewSlotRequest[], PreviewSlotRequest<E164>[]> = LeaseRequestSchema.entries.slots
const Mark = v.optional(v.pipe(v.string(), v.maxLength(256)), '')

/**
 * Why a link shows nothing: `expired` its time is over · `foreign` it is of another site or another host than the page's · `tampered` not
 * signed by this edge · `revoked` withdrawn, or the key that made it was · `unavailable` the edge cannot find out now.
 */
export const PREVIEW_REFUSALS = ['expired', 'foreign', 'tampered', 'revoked', 'unavailable'] as const
export type PreviewRefusal = (typeof PREVIEW_REFUSALS)[number]
export interface PreviewRefused {
  reason: PreviewRefusal
}

/** `POST /v1/previews/open` */
export const PreviewOpenSchema = v.object({
  token: Token,
  /** Of the tag on the page. */
  site: SiteKeySchema,
  /** Address of the page, without the fragment. */
  url: Url,
})

export interface PreviewTarget {
  e164: E164
  slot: string
  route: RouteId
  /** As written on pages where digits do not tell, e.g. `1-800-FLOWERS`. */
  text?: string
  format?: string
}

export interface PreviewRegion {
  code: RegionCode
  name: Words
  /** Slots that have numbers of this region; none: visitors of it get a number further down the chain. */
  slots: string[]
}

export interface Words {
  en: string
  ru: string
}

export interface PreviewOpened {
  reason: 'open'
  site: { key: SiteKey; name: string }
  /** Milliseconds since the epoch, by the edge's clock. */
  expiresAt: number
  /** What the tag works with, as of now; on a host that is not a listed origin, too. */
  settings: PublicSettings
  targets: PreviewTarget[]
  /** What may be chosen as the visitor's region: of all countries that the site has numbers or targets of. Those with numbers first. */
  regions: PreviewRegion[]
  /** Whether `POST /v1/previews/targets` is allowed by this link. */
  canAdd: boolean
}
export type PreviewOpenAnswer = PreviewOpened | PreviewRefused

/** `POST /v1/previews/try`: what a lease would answer to a visitor who came so. */
export const PreviewTrySchema = v.object({
  token: Token,
  /** Address of the page, without the fragment. Its own marks count unless others are chosen below. */
  url: Url,
  /** The visitor's region. Absent: what the address of this very request is taken for. */
  region: v.optional(RegionCodeSchema),
  /** As `utm_source`, `utm_medium` and `utm_campaign`; empty: those of the landing page. */
  source: Mark,
  medium: Mark,
  campaign: Mark,
  /** Where he came from, e.g. `https://www.google.com/`; empty: he typed the address. */
  referrer: v.optional(Url, ''),
  /** Path or address of the first page of the visit; the page itself if absent. */
  landingPage: v.optional(Url),
  /** `none`: consent was asked for and not given. Then the site setting `beforeConsent` decides, as for every visitor. */
  consent: v.optional(v.picklist(['full', 'none']), 'full'),
  /** `exhausted`: every number of the chain is held by somebody. */
  pool: v.optional(v.picklist(['normal', 'exhausted']), 'normal'),
  /** As in a lease request; all targets of the site if absent. A target that is none yet is answered `unknown-target`. */
  slots: v.optional(Slots),
  /** Numbers that stand on the page and are no targets: which of them are tracking numbers of the company? */
  seen: v.optional(v.pipe(v.array(E164Schema), v.maxLength(32)), []),
})
export type PreviewTryRequest = v.InferInput<typeof PreviewTrySchema>
export type ParsedPreviewTry = v.InferOutput<typeof PreviewTrySchema>

/**
 * Where the number of a slot would come from: `pool` a number of his own · `shared` one that another visitor sees as well · `overflow`
 * the site's overflow number · `static` the number that stands for his source · `original` none: the page keeps its own.
 */
export const PREVIEW_HOWS = ['pool', 'shared', 'overflow', 'static', 'original'] as const
export type PreviewHow = (typeof PREVIEW_HOWS)[number]

export interface PreviewSlot {
  target: E164
  slot: string
  /** A sample of the right region and format, in no pool and not dialable; null: the page keeps its own number. */
  number: LeasedNumber | null
  /** What the lease would say: `leased` where `number` is there, else why it is not. */
  status: SlotAnswer['reason']
  how: PreviewHow
  /** Region of the number, and which step of the chain it is. Absent for static and overflow numbers: `region` only. */
  region?: RegionCode
  step?: NonNullable<SlotAnswer['step']>
}

/**
 * What was decided, in this order: `site` switched on or off, `consent`, `region` of the visitor and what decided it, `source` of the visit;
 * then for each slot `target` (found or not), `rule` (static number or none), `chain` of regions, `pool` (its state, overflow), `number`.
 */
export const PREVIEW_STEPS = ['site', 'consent', 'region', 'source', 'target', 'rule', 'chain', 'pool', 'number'] as const
export interface PreviewStep {
  step: (typeof PREVIEW_STEPS)[number]
  /** Absent: of the whole visit. */
  slot?: string
  words: Words
}

export interface PreviewSample {
  reason: 'sample'
  region: RegionCode | null
  regionBy: 'preview' | 'home' | 'cf' | 'table' | 'none'
  source: { source: string; medium: string; campaign: string | null }
  slots: PreviewSlot[]
  trace: PreviewStep[]
  /** Of `seen`: numbers of this account, which a cache must have kept from what a visitor was shown. */
  tracking: E164[]
}
export type PreviewTryAnswer = PreviewSample | PreviewRefused

/** `POST /v1/previews/targets`: a number on the page becomes a target. Only by links that were made so. */
export const PreviewTargetSchema = v.object({
  token: Token,
  /** Address of the page, without the fragment. */
  url: Url,
  e164: E164Schema,
})

export type PreviewTargetAnswer =
  /** 201: visitors get numbers for it within a minute, if its route has some. */
  | { reason: 'added'; target: PreviewTarget }
  /** It is one already. */
  | { reason: 'exists'; target: PreviewTarget }
  /** The link was not made for that. */
  | { reason: 'not-allowed' }
  /** Calls cannot end there: a tracking number, an emergency or premium number … */
  | { reason: 'refused'; problem: string }
  | PreviewRefused

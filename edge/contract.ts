/**
 * The wire contract between the widget and the edge, whole. The widget imports its types only,
 * so that both sides break together.
 *
 * Every request is a POST with a text body (JSON), no custom header and no cookie, so that no CORS
 * preflight happens. Malformed input gets a 4xx with `ErrorBody`; every other outcome is HTTP 200
 * with a `reason`, since a 4xx would print in the customer's console.
 */
import * as v from 'valibot'
import type { E164, LeaseToken, PageId, RegionCode, SessionId, SiteKey, VisitorId } from './brands.ts'

const brand = <T>(pattern: RegExp, what: string) =>
  v.pipe(
    v.string(),
    v.regex(pattern, `must be ${what}`),
    v.transform((text) => text as T),
  )

export const E164Schema = brand<E164>(/^\+[1-9]\d{6,14}$/, 'an E.164 number such as +74951234567')
export const SiteKeySchema = brand<SiteKey>(/^pk_[A-Za-z0-9]{3,40}$/, 'a site key such as pk_demo')
const HEX32 = '[0-9a-f]{32}'
export const VisitorIdSchema = brand<VisitorId>(new RegExp(`^vis_${HEX32}$`), 'a visitor id given by the edge')
export const SessionIdSchema = brand<SessionId>(new RegExp(`^ses_${HEX32}$`), 'a session id given by the edge')
/** Made by the widget, once per page view. */
export const PageIdSchema = brand<PageId>(/^pag_[0-9a-z]{8,32}$/, 'a page id such as pag_k3j2h1g0')
export const RegionCodeSchema = brand<RegionCode>(/^[A-Z]{2}(-[A-Z0-9]{1,8})?$/, 'an ISO 3166-2 code such as RU-MOW')
/** RFC 9562 UUIDv7 with dashes, made once by the sender: what is sent twice is counted once. */
const EventIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be a UUIDv7'),
)
const RequestIdSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{8,64}$/, 'must be 8 to 64 of A-Z a-z 0-9 _ -'))
const SlotNameSchema = v.pipe(v.string(), v.regex(/^[\w:+.-]{1,64}$/, 'must be 1 to 64 of letters, digits and _ : + . -'))
const UrlText = v.pipe(v.string(), v.maxLength(2048))
/** Milliseconds since the epoch by the visitor's clock. */
const ClientTime = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))
/** Custom parameters that travel with the session to the call: at most 20, values of at most 256 characters. */
const ParamsSchema = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[\w.-]{1,40}$/)), v.pipe(v.string(), v.maxLength(256))),
  v.check((params) => Object.keys(params).length <= 20, 'at most 20 parameters'),
)

/** What may be known of the visitor: `full`, or what the site setting `beforeConsent` allows until then. */
const ConsentSchema = v.picklist(['full', 'region-only', 'in-memory'])

const SlotRequestSchema = v.object({
  /** The company's own number that stands on the page. */
  target: E164Schema,
  /** A named place of the target; the target itself if absent. */
  slot: v.optional(SlotNameSchema),
  /** Where calls of this slot end; only destinations on the site's list, or signed. */
  forwardTo: v.optional(E164Schema),
  /** base64url(HMAC-SHA256(site secret, `site|target|destination|exp`)). */
  sig: v.optional(v.pipe(v.string(), v.maxLength(64))),
  /** Seconds since the epoch at which `sig` ends. */
  exp: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** `POST /v1/leases` */
export const LeaseRequestSchema = v.object({
  site: SiteKeySchema,
  /** Made once per wish for numbers; a retry with the same one gets the same answer. */
  request: RequestIdSchema,
  page: PageIdSchema,
  visitor: v.optional(VisitorIdSchema),
  session: v.optional(SessionIdSchema),
  url: UrlText,
  referrer: v.optional(UrlText, ''),
  slots: v.pipe(v.array(SlotRequestSchema), v.minLength(1), v.maxLength(16)),
  consent: v.optional(ConsentSchema, 'full'),
  params: v.optional(ParamsSchema, {}),
  /** BCP 47 tag of the browser. */
  language: v.optional(v.pipe(v.string(), v.maxLength(35)), ''),
  /** IANA name, e.g. `Europe/Moscow`. */
  timeZone: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
  /** `navigator.webdriver`: true for automated browsers. */
  automated: v.optional(v.boolean(), false),
  /** When the request left, by the visitor's clock. */
  at: ClientTime,
})
export type LeaseRequest = v.InferInput<typeof LeaseRequestSchema>
export type ParsedLeaseRequest = v.InferOutput<typeof LeaseRequestSchema>

/**
 * Why a lease was answered as it was: `leased` numbers are given (some slots may still be without) ·
 * `bot` no human · `origin` the page is not of this site · `exhausted` no number in the whole chain ·
 * `limited` too many leases from there · `off` the site is switched off · `unavailable` the hot state
 * cannot be reached. In all but the first the page keeps its own numbers.
 */
export const LEASE_REASONS = ['leased', 'bot', 'origin', 'exhausted', 'limited', 'off', 'unavailable'] as const
export type LeaseReason = (typeof LEASE_REASONS)[number]

export interface LeasedNumber {
  e164: E164
  /** As people of that country write it: `8 (495) 123-45-67`, `(212) 555-0100`. */
  national: string
  /** `+7 495 123-45-67` */
  international: string
}

export interface SlotAnswer {
  target: E164
  slot: string
  /** `unknown-target`: the target is not one of the site's. `forward-refused`: `forwardTo` is neither listed nor validly signed. */
  reason: LeaseReason | 'unknown-target' | 'forward-refused'
  /** Absent: the slot keeps the page's own number. */
  number?: LeasedNumber
  /** Another live visitor sees the same number: attribution of its calls is less sure. */
  shared: boolean
  /** Region of the number given. */
  region?: RegionCode
  /** Which step of the chain that region is. Absent for static, overflow and sink numbers. */
  step?: 'exact' | 'group' | 'neighbour' | 'country' | 'nationwide' | 'home'
}

export interface LeaseAnswer {
  reason: LeaseReason
  session: SessionId
  visitor: VisitorId
  slots: SlotAnswer[]
  /** For beacons. Absent where nothing may be reported. */
  token?: LeaseToken
  /** Milliseconds from now for which the numbers may be shown without asking again. */
  safeUntil: number
  /** Milliseconds between beacons while the page is visible. */
  beacon: number
  /** Version of the site's settings that this answer was made with. */
  settings: number
  /** What decided the visitor's region. */
  regionBy?: 'preview' | 'home' | 'cf' | 'table' | 'none'
}

const at = { id: EventIdSchema, at: ClientTime }
const eventSlot = v.optional(SlotNameSchema)
export const WireEventSchema = v.variant('type', [
  /** A page view; also a navigation inside a single-page application. */
  v.object({
    ...at,
    type: v.literal('page'),
    url: UrlText,
    referrer: v.optional(UrlText),
    title: v.optional(v.pipe(v.string(), v.maxLength(256))),
  }),
  /** A tap on a `tel:` link that shows our number. */
  v.object({ ...at, type: v.literal('tap'), slot: eventSlot }),
  /** Our number was copied. */
  v.object({ ...at, type: v.literal('copy'), slot: eventSlot }),
  /** Interest in the phone: its block was viewed for over 2 s, or the contacts page. */
  v.object({ ...at, type: v.literal('intent'), slot: eventSlot }),
  /** A form was submitted; never with its values. */
  v.object({ ...at, type: v.literal('form'), name: v.optional(v.pipe(v.string(), v.maxLength(64))) }),
  /** An event of the site's own. */
  v.object({
    ...at,
    type: v.literal('custom'),
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    params: v.optional(ParamsSchema),
  }),
  /** Custom parameters set on the session. */
  v.object({ ...at, type: v.literal('params'), params: ParamsSchema }),
  /** Totals of this page view so far: engaged milliseconds, deepest scroll in percent, milliseconds each slot was on screen. */
  v.object({
    ...at,
    type: v.literal('engagement'),
    engaged: v.pipe(v.number(), v.integer(), v.minValue(0)),
    scroll: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
    seen: v.optional(v.record(SlotNameSchema, v.pipe(v.number(), v.integer(), v.minValue(0)))),
  }),
])
export type WireEvent = v.InferInput<typeof WireEventSchema>
export type ParsedWireEvent = v.InferOutput<typeof WireEventSchema>

/** `POST /v1/beacons` */
export const BeaconRequestSchema = v.object({
  token: v.pipe(
    v.string(),
    v.maxLength(8192),
    v.transform((text) => text as LeaseToken),
  ),
  page: PageIdSchema,
  /** `visible` keeps the lease; `hidden` ends this page's part of it, other tabs go on. */
  state: v.picklist(['visible', 'hidden']),
  /** When the beacon left, by the visitor's clock: the edge corrects the events' times by it. */
  at: ClientTime,
  events: v.optional(v.pipe(v.array(WireEventSchema), v.maxLength(100)), []),
})
export type BeaconRequest = v.InferInput<typeof BeaconRequestSchema>
export type ParsedBeaconRequest = v.InferOutput<typeof BeaconRequestSchema>

export interface BeaconSlotAnswer {
  target: E164
  slot: string
  /** `kept`: go on showing it · `replaced`: show `number` from now on · `gone`: put the original back. */
  status: 'kept' | 'replaced' | 'gone'
  number?: LeasedNumber
  shared: boolean
}

export interface BeaconAnswer {
  /** `kept` when the beacon was accepted; `expired`: the token is over, ask for a new lease; `unavailable`: try again later. */
  reason: 'kept' | 'expired' | 'off' | 'unavailable'
  slots: BeaconSlotAnswer[]
  /** A new token where numbers were replaced. */
  token?: LeaseToken
  /** Milliseconds from now. */
  safeUntil: number
  /** Milliseconds until the next beacon. */
  beacon: number
}

/** How swapped numbers are written: poured into the page's own pattern unless a mask is given. */
export type NumberFormat = string

/** The site's public settings, in the script and at `GET /v1/settings/:siteKey`: nothing about numbers, regions or destinations. */
export interface PublicSettings {
  site: SiteKey
  /** Version; grows with every change. */
  version: number
  /** Where the widget sends to, e.g. `https://edge.example.com`. */
  edge: string
  enabled: boolean
  targets: PublicTarget[]
  /** A mask such as `+{country} ({area}) {local:3-2-2}` for all targets. */
  format?: NumberFormat
  /** Share identity over the subdomains of this domain. */
  domain?: string
  beforeConsent: BeforeConsent
  /** Whether consent must be given by `rotary.consent()` before anything is stored. */
  consentRequired: boolean
  /** Ask for numbers only when a target becomes visible or is about to be used. */
  lazy: boolean
  /** Milliseconds after which the page's own number stays. */
  timeout: number
  /** Milliseconds for which targets may be hidden before the first swap; 0 = never. */
  guardFlicker: number
  /** Push events to `dataLayer`. */
  dataLayer: boolean
  /** What the widget's second file is to do after the first swap, see `Extra`. None: it is not loaded. */
  extras?: Extra[]
}

/**
 * Work of the widget's second file: `interest` copies of the number and the phone block looked at · `engagement` active time, scroll and
 * time in sight · `forms` submitted forms, never their values · `navigation` page views inside a single-page application · `places`
 * rarer places of numbers (open shadow roots, button labels) · `ga4`, `metrica` ready-made goals · `tcf`, `gcm` consent frameworks.
 */
export const EXTRAS = ['interest', 'engagement', 'forms', 'navigation', 'places', 'ga4', 'metrica', 'tcf', 'gcm'] as const
export type Extra = (typeof EXTRAS)[number]

export interface PublicTarget {
  e164: E164
  slot: string
  /** The target as written on pages where digits do not tell, e.g. `1-800-FLOWERS`. */
  text?: string
  format?: NumberFormat
}

export type BeforeConsent = 'nothing' | 'region-only' | 'in-memory'

import type { AccountId, E164, RegionCode, RouteId, SiteId, SiteKey } from '../brands.ts'
import type { BeforeConsent, Extra, NumberFormat } from '../contract.ts'
import type { CustomMarks } from '../sessions/touch/touch.ts'

export interface SiteTarget {
  e164: E164
  /** Name of its slot; the target itself by default. */
  slot: string
  route: RouteId
  /** As written on pages where digits do not tell. */
  text?: string
  format?: NumberFormat
}

/** A number that stands for a source instead of a visitor. `match` fields that are set must all match. */
export interface StaticNumber {
  number: E164
  region: RegionCode
  route: RouteId
  match: {
    parameter?: { name: string; value: string }
    landing?: string
    source?: string
    campaign?: string
    channel?: string
    region?: RegionCode
  }
}

/** Days for which records are kept; absent: `RETENTION` of `expireRecords.ts`. */
export interface Retention {
  /** Sessions, what they did and which numbers they saw, visitors. */
  visits?: number
  /** Calls and what providers told of them. */
  calls?: number
}

/** What the owner of a site may set. Kept in Postgres as JSON. */
export interface SiteOptions {
  /** `https://www.example.com`, `https://*.example.com`, or `loopback` for any port of this machine. */
  origins: string[]
  regions: {
    /** Every visitor gets this region's numbers, whatever his address says. */
    home: RegionCode | null
    /** Regions that count as one, e.g. RU-MOW with RU-MOS. */
    groups: RegionCode[][]
    /** Stay in the exact region. */
    prefer: boolean
    /** Neighbours of a region, best first, in place of the built-in list's. */
    neighbours?: Record<string, RegionCode[]>
    /** Believe the address table before what Cloudflare states. */
    preferTable?: boolean
    /** Addresses of which this site knows better: `203.0.113.0/24`, `2001:db8::/32` or one address. Checked before the table. */
    corrections?: { range: string; region: RegionCode }[]
  }
  /** Sessions a day that the site expects, until seven days are measured. */
  sessionsPerDay: number
  /** R*: minutes that a number should have rested before it is given on; fewer spend fewer numbers, more name more calls. Absent: 15. */
  restMinutes?: number
  /** N by `route|region`, from sizing; absent: from `sessionsPerDay`. */
  sizes: Record<string, number>
  /** 0 switches growth off. Absent: by policy. */
  growth?: 0
  overflow: 'share' | 'original' | E164
  sink: E164 | null
  statics: StaticNumber[]
  /** Leases an hour per address (/64 for IPv6), network (/16 or /48) and visitor. */
  limits: { address: number; network: number; visitor: number }
  /** Calls per second on one number from nobody who held it (spam, wrong numbers); absent: attribution's default. */
  strayCalls?: number
  /** Share of the calls that somebody is named for that shall be right: 0.98 by default, 0.99 strict. */
  precision?: 0.98 | 0.99
  beforeConsent: BeforeConsent
  consentRequired: boolean
  lazy: boolean
  /** ms after which the page's own number stays. */
  timeout: number
  /** ms for which targets may be hidden before the first swap. */
  guardFlicker: number
  dataLayer: boolean
  /** What the widget's second file does; empty: it is not loaded. */
  extras?: Extra[]
  /** Payment pages, sign-in hosts and whatever else is never a referrer, with their subdomains. */
  ignoredReferrers?: string[]
  /** Further parameter names that this site uses in place of utm_*. */
  marks?: CustomMarks
  /** A new campaign begins a new session although the visitor was not away for 30 minutes. */
  newCampaignEndsSession?: boolean
  /** Days for which a known source keeps the credit for visits that come directly; 90 by default. */
  lookBack?: number
  /** Take no notice of Global Privacy Control. By default `Sec-GPC: 1` allows what `region-only` does, unless consent was asked for and given. */
  ignoreGpc?: boolean
  retention?: Retention
  domain?: string
  format?: NumberFormat
  /** Obey `?rotary_region=` on the page's own address: the demo's site only. */
  demo: boolean
}

/** Everything that the edge must know of a site on the hot path: its options and what follows from other tables. Pushed to the hot state with each change. */
export interface SiteSettings extends SiteOptions {
  site: SiteKey
  id: SiteId
  account: AccountId
  version: number
  enabled: boolean
  targets: SiteTarget[]
  /** Destinations that pages may ask for by `forwardTo` without a signature, each with its route. */
  forwards: { e164: E164; route: RouteId }[]
  /** Signs `forwardTo`. */
  secret: string
  regions: SiteOptions['regions'] & {
    /** Regions that this site has numbers of, by route: others are left out of every chain. */
    available: Record<RouteId, RegionCode[]>
  }
}

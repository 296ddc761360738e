import type { AccountId, E164, RegionCode, RouteId, SiteId, SiteKey } from '../brands.ts'
import type { BeforeConsent, NumberFormat } from '../contract.ts'

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

/** Everything the edge must know of a site on the hot path. Kept in Postgres, pushed to the hot state with each change. */
export interface SiteSettings {
  site: SiteKey
  id: SiteId
  account: AccountId
  version: number
  enabled: boolean
  /** `https://www.example.com`, `https://*.example.com`, or `loopback` for any port of this machine. */
  origins: string[]
  targets: SiteTarget[]
  /** Destinations that pages may ask for by `forwardTo` without a signature, each with its route. */
  forwards: { e164: E164; route: RouteId }[]
  /** Signs `forwardTo`. */
  secret: string
  regions: {
    /** Every visitor gets this region's numbers, whatever his address says. */
    home: RegionCode | null
    /** Regions that count as one, e.g. RU-MOW with RU-MOS. */
    groups: RegionCode[][]
    /** Stay in the exact region. */
    prefer: boolean
    /** Regions that this site has numbers of: others are left out of every chain. */
    available: RegionCode[]
  }
  /** Sessions a day that the site expects, until seven days are measured. */
  sessionsPerDay: number
  /** N by `route|region`, from sizing; absent: from `sessionsPerDay`. */
  sizes: Record<string, number>
  /** 0 switches growth off. Absent: by policy. */
  growth?: 0
  overflow: 'share' | 'original' | E164
  sink: E164 | null
  statics: StaticNumber[]
  /** Leases an hour per address (/64 for IPv6), network (/16 or /48) and visitor. */
  limits: { address: number; network: number; visitor: number }
  beforeConsent: BeforeConsent
  consentRequired: boolean
  lazy: boolean
  timeout: number
  guardFlicker: number
  dataLayer: boolean
  domain?: string
  format?: NumberFormat
  /** Obey `?rotary_region=` on the page's own address: the demo's site only. */
  demo: boolean
}

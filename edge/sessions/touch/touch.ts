import type { Channel } from './channelGroup.ts'

/** The advertising or search system that put a click id on the landing page's address. */
export type ClickNetwork =
  | 'google-ads'
  | 'google-marketing-platform'
  | 'google-merchant'
  | 'yandex-direct'
  | 'yandex-market'
  | 'yandex-promopages'
  | 'yandex-qr'
  | 'yandex-search'
  | 'microsoft-ads'
  | 'meta'
  | 'tiktok'
  | 'x'
  | 'vk-ads'
  | 'linkedin'
  | 'snapchat'
  | 'pinterest'
  | 'reddit'
  | 'quora'

/**
 * The rule that decided, strongest first. `marks` utm_* · `custom-marks` the site's own parameter names · `openstat` · `click-id` ·
 * `from` · then by the referrer: `ad-network` … `shopping` known hosts, `copied-page` a Turbo or AMP copy of the site's own page,
 * `referral` any other host · `own-host` and `never-referrer` a referrer that is none, counted as direct · `direct` no referrer.
 */
export type TouchRule =
  | 'marks'
  | 'custom-marks'
  | 'openstat'
  | 'click-id'
  | 'from'
  | 'ad-network'
  | 'search'
  | 'social'
  | 'video'
  | 'email'
  | 'messenger'
  | 'maps'
  | 'assistant'
  | 'shopping'
  | 'copied-page'
  | 'referral'
  | 'own-host'
  | 'never-referrer'
  | 'direct'

/** How a visit arrived. */
export interface Touch {
  /** Lower case, `google`, `vk`, `example.com`; `(direct)`; `(not set)` where marks name none. */
  source: string
  /** Lower case, `cpc`, `organic`, `referral`; `(none)` for direct; `(not set)` where marks name none. */
  medium: string
  campaign: string | null
  content: string | null
  term: string | null
  channel: Channel
  /** As it came: networks compare it by case. Kept whichever rule decided. */
  clickId: string | null
  clickNetwork: ClickNetwork | null
  /** What the visitor searched for, where the referrer still has it. */
  phrase: string | null
  /** Path and query of the landing page, without secrets and without the fragment. */
  landing: string
  /** Host of the referrer without `www.`, own and never-referrer hosts included. */
  referrerHost: string | null
  rule: TouchRule
}

/** Further parameter names that a site uses in place of utm_*, in order of preference. */
export type CustomMarks = Partial<Record<'source' | 'medium' | 'campaign' | 'content' | 'term', string[]>>

/** What classification must know of the site. */
export interface SiteSources {
  /** Hosts or origins of the site, `example.com` covers its subdomains; the landing page's own host need not be listed. */
  hosts: string[]
  /** Payment pages, sign-in hosts and whatever else is never a referrer, with their subdomains. */
  ignoredReferrers?: string[]
  marks?: CustomMarks
}

/** What kind of place a referrer is. `ads` hosts serve advertisements and appear as referrer of a click on one. */
export type SourceKind = 'search' | 'social' | 'video' | 'email' | 'messenger' | 'maps' | 'assistant' | 'shopping' | 'ads'

export interface KnownSource {
  /** As reports name it. */
  source: string
  kind: SourceKind
  /** Domains without `www.`, subdomains included unless another entry names them. `example.com/maps` names a path of the host itself. */
  hosts: readonly string[]
  /** Android applications. */
  apps?: readonly string[]
  /** Other names that marketers write in `utm_source`. */
  names?: readonly string[]
  /** Query parameters that hold the search phrase. */
  phrase?: readonly string[]
}

export const MEDIUM_OF_KIND: Readonly<Record<SourceKind, string>> = {
  search: 'organic',
  social: 'social',
  video: 'video',
  email: 'email',
  messenger: 'messenger',
  maps: 'maps',
  assistant: 'ai-assistant',
  shopping: 'referral',
  ads: 'cpc',
}

import type { ParsedLeaseRequest } from '../contract.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

type Consent = ParsedLeaseRequest['consent']

/**
 * What may be known of a visit: what the page says, as far as the site's settings allow it; `nothing` = it must not even be answered.
 * Global Privacy Control (`Sec-GPC: 1`, https://w3c.github.io/gpc/) leaves the region alone, unless the site asks for consent and was
 * given it, or takes no notice of it.
 */
export function consentOf({
  asked,
  gpc,
  settings,
}: {
  asked: Consent
  gpc: boolean
  settings: Pick<SiteSettings, 'beforeConsent' | 'consentRequired' | 'ignoreGpc'>
}): Consent | 'nothing' {
  if (asked === 'full' && settings.consentRequired) return 'full'
  if (settings.consentRequired && settings.beforeConsent === 'nothing') return 'nothing'
  const reduced = (settings.consentRequired && settings.beforeConsent === 'region-only') || (gpc && !settings.ignoreGpc)
  return reduced ? 'region-only' : asked
}

import { kindOfSource } from './knownSources.ts'

/** GA4's default channel groups under GA4's names, and two of our own: `Messengers`, `Maps & Directories` (GA4 has them under Referral or Unassigned). */
export type Channel =
  | 'Direct'
  | 'Cross-network'
  | 'Paid Shopping'
  | 'Paid Search'
  | 'Paid Social'
  | 'Paid Video'
  | 'Display'
  | 'Paid Other'
  | 'AI Assistant'
  | 'Messengers'
  | 'Maps & Directories'
  | 'Organic Shopping'
  | 'Organic Social'
  | 'Organic Video'
  | 'Organic Search'
  | 'Referral'
  | 'Email'
  | 'Affiliates'
  | 'Audio'
  | 'SMS'
  | 'Mobile Push Notifications'
  | 'Unassigned'

const PAID = /^(?:.*cp.*|ppc|retargeting|paid.*)$/
const SHOPPING_CAMPAIGN = /^.*(?:(?:[^a-df-z]|^)shop|shopping).*$/
const EMAIL = /^e[-_ ]?mail$/

/**
 * The channel group of a source, medium and campaign by the definitions of
 * https://support.google.com/analytics/answer/9756891, in their order, without case. Google's internal list of sites is ours in
 * `knownSources.ts`. Messengers and maps count by medium, or by source where the medium is not set.
 */
export function channelGroup(touch: { source: string; medium: string; campaign: string | null }): Channel {
  const source = touch.source.toLowerCase()
  const medium = touch.medium.toLowerCase()
  const campaign = (touch.campaign ?? '').toLowerCase()
  const kind = kindOfSource(source)
  const mediumUnset = medium === '(not set)'
  const shopping = kind === 'shopping' || SHOPPING_CAMPAIGN.test(campaign)

  if (source === '(direct)' && (medium === '(none)' || mediumUnset)) return 'Direct'
  if (campaign.includes('cross-network')) return 'Cross-network'
  if (PAID.test(medium)) {
    if (shopping) return 'Paid Shopping'
    if (kind === 'search') return 'Paid Search'
    if (kind === 'social' || kind === 'messenger') return 'Paid Social'
    if (kind === 'video') return 'Paid Video'
    return medium === 'cpm' ? 'Display' : 'Paid Other'
  }
  if (/^(?:display|banner|expandable|interstitial)$/.test(medium)) return 'Display'
  if (medium === 'ai-assistant' || (kind === 'assistant' && (mediumUnset || medium === 'referral'))) return 'AI Assistant'
  if (
    /^(?:messengers?|im)$/.test(medium) ||
    (kind === 'messenger' && (mediumUnset || /^(?:social|referral|post|channel|bot)$/.test(medium)))
  )
    return 'Messengers'
  if (/^(?:maps?|directory)$/.test(medium) || (kind === 'maps' && (mediumUnset || /^(?:referral|organic)$/.test(medium))))
    return 'Maps & Directories'
  if (shopping) return 'Organic Shopping'
  if (kind === 'social' || /^(?:social|social-network|social-media|sm|social network|social media)$/.test(medium)) return 'Organic Social'
  if (kind === 'video' || medium.includes('video')) return 'Organic Video'
  if (medium === 'organic' || (kind === 'search' && !EMAIL.test(medium))) return 'Organic Search'
  if (/^(?:referral|app|link)$/.test(medium)) return 'Referral'
  if (EMAIL.test(source) || EMAIL.test(medium)) return 'Email'
  if (/^affiliates?$/.test(medium)) return 'Affiliates'
  if (medium === 'audio') return 'Audio'
  if (source === 'sms' || medium === 'sms') return 'SMS'
  if (medium.endsWith('push') || /mobile|notification/.test(medium) || source === 'firebase') return 'Mobile Push Notifications'
  return 'Unassigned'
}

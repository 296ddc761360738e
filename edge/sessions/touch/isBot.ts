import { isBot as matchesBot } from 'isbot'

/** The fields of `request.cf` that speak of bots; those of Bot Management are absent without that plan. */
export interface BotFields {
  verifiedBotCategory?: string
  botManagement?: { verifiedBot?: boolean; score?: number }
}

/**
 * Whether a request comes from a program. A browser always names itself, so an empty user agent is none.
 * Cloudflare's score 1 means certainly automated; 2 to 29 only likely, which would take numbers from people.
 */
export function isBot(request: { userAgent: string; automated: boolean; cf?: BotFields | undefined }): boolean {
  const { userAgent, automated, cf } = request
  if (automated || userAgent.trim() === '') return true
  if (cf?.verifiedBotCategory || cf?.botManagement?.verifiedBot || cf?.botManagement?.score === 1) return true
  return matchesBot(userAgent)
}

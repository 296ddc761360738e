import type { Touch } from './touch.ts'

/** `first` no session yet · `inactivity` it had ended · `campaign` another source arrived, where the site wants that · `none` it goes on. */
type SessionBoundary = 'first' | 'inactivity' | 'campaign' | 'none'

const HALF_HOUR = 30 * 60_000

/** Whether an arrival begins a session. Times in milliseconds; activity that seems to come from the future counts as now. */
export function sessionBoundary(arrival: {
  session: { lastActivity: number; touch: Touch } | null
  at: number
  touch: Touch
  /** The site setting. */
  onNewCampaign: boolean
  timeout?: number
}): SessionBoundary {
  const { session, at, touch, onNewCampaign, timeout = HALF_HOUR } = arrival
  if (!session) return 'first'
  if (at - session.lastActivity >= timeout) return 'inactivity'
  return onNewCampaign && touch.channel !== 'Direct' && identity(touch) !== identity(session.touch) ? 'campaign' : 'none'
}

function identity({ source, medium, campaign, content, term, clickId }: Touch): string {
  return JSON.stringify([source, medium, campaign, content, term, clickId])
}

import type { SessionId } from '../brands.ts'
import { type IdSource, newId } from '../ids.ts'
import { campaignMark } from './touch/campaignMark.ts'
import type { Touch } from './touch/touch.ts'

/** Where the 12 bits of a session id stand that tell which campaign began it: a UUIDv7's `rand_a`. */
const MARK_AT = 'ses_'.length + 13

/** A campaign in three hex digits; 000 = not known, since consent hid it. */
function markOf({ touch, hidden }: Arrival): string {
  const mark = campaignMark(touch).slice(-3)
  return hidden ? '000' : mark === '000' ? '001' : mark
}

interface Arrival {
  touch: Touch
  /** Consent allows no more than the referrer's host: what brought the visit is known only in part. */
  hidden: boolean
}

/**
 * The session of an arrival: the one that the page knows, else a new one. Where the site wants it, another campaign begins a new one
 * too: a session's id carries a mark of the campaign that began it, so that nothing need be read to tell. Visits within the half hour
 * that the widget keeps a session go on when they come directly.
 */
export function sessionOf({
  known,
  arrival,
  onNewCampaign,
  ids,
}: {
  known: SessionId | undefined
  arrival: Arrival
  /** The site setting. */
  onNewCampaign: boolean
  ids: IdSource
}): SessionId {
  const mark = markOf(arrival)
  const before = known?.slice(MARK_AT, MARK_AT + 3)
  const another = onNewCampaign && arrival.touch.channel !== 'Direct' && mark !== '000' && before !== '000' && mark !== before
  if (known && !another) return known
  const id = newId<SessionId>('ses', ids)
  return `${id.slice(0, MARK_AT)}${mark}${id.slice(MARK_AT + 3)}` as SessionId
}

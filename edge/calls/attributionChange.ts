import type { Attribution, AttributionLabel } from '../attribution/attribution.ts'
import type { SessionId, VisitorId } from '../brands.ts'
import type { events } from '../jobs/events.table.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { CallRow } from './calls.store.ts'

/** What was said of who brought a call, as `call.attributed` tells the old and the new. */
export interface ToldAttribution {
  label: AttributionLabel | 'corrected'
  session: SessionId | null
  visitor: VisitorId | null
  /** Of a static number, or as a person knows it. */
  source: string | null
  confidence: number | null
}

export function toldAttribution({ label, session, visitor, source, confidence }: CallRow): ToldAttribution | null {
  return label && { label, session, visitor, source, confidence }
}

/** Whether another visit is named, or none any more; a confidence that moves is no change. */
export function attributionChanged(call: CallRow, next: Attribution): boolean {
  return call.label === null || call.session !== next.session || (call.source ?? undefined) !== next.source
}

/** The event of a change by the rule; the evidence is its cause, so that it is told once. */
export function changeEvent(
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  { call, attribution, evidenceAt }: { call: CallRow; attribution: Attribution; evidenceAt: number },
): typeof events.$inferInsert {
  const { label, session, visitor, confidence, source = null } = attribution
  const to: ToldAttribution = { label, session, visitor, source, confidence }
  const data = changeData(call, { from: toldAttribution(call), to, by: 'rule' })
  const cause = `call.attributed:${call.id}:${evidenceAt}`
  return { id: newId<string>('evt', ids), accountId: call.accountId, type: 'call.attributed', cause, data, at: new Date(clock()) }
}

export function changeData(
  { id, externalId, site, number, caller, startedAt }: CallRow,
  {
    from,
    to,
    by,
  }: { from: ToldAttribution | null; to: ToldAttribution | null; /** `rule`, or the key of the person who corrected it. */ by: string },
): Record<string, unknown> {
  return { id, externalId, site, number, caller, startedAt, old: from, new: to, by }
}

import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Attribution } from '../attribution/attribution.ts'
import type { Database } from '../db/client.ts'
import { attributionCorrections, calls, sessions } from '../db/schema.ts'

type CallRow = typeof calls.$inferSelect
type Correction = typeof attributionCorrections.$inferSelect
/** Where a visit came from, as calls tell it. */
export type VisitOfCall = Pick<
  typeof sessions.$inferSelect,
  'source' | 'medium' | 'campaign' | 'content' | 'term' | 'channel' | 'landing' | 'region' | 'device' | 'params'
>

/** A call with what a person says of it and where the visit came from that it is taken for. */
export interface CallWithVisit {
  call: CallRow
  correction: Correction | null
  visit: VisitOfCall | null
}

const COLUMNS = {
  call: calls,
  correction: attributionCorrections,
  visit: {
    source: sessions.source,
    medium: sessions.medium,
    campaign: sessions.campaign,
    content: sessions.content,
    term: sessions.term,
    channel: sessions.channel,
    landing: sessions.landing,
    region: sessions.region,
    device: sessions.device,
    params: sessions.params,
  },
}

/** A person's word outweighs the rule's, where there is one. */
const SESSION_OF_CALL = sql`case when ${attributionCorrections.callId} is null then ${calls.session} else ${attributionCorrections.session} end`

/** Calls with their visits; conditions may be over all three tables. */
export async function selectCalls(
  db: Database,
  { where, orderBy = [], limit }: { where: SQL | undefined; orderBy?: SQL[]; limit?: number },
): Promise<CallWithVisit[]> {
  const query = db
    .select(COLUMNS)
    .from(calls)
    .leftJoin(attributionCorrections, eq(attributionCorrections.callId, calls.id))
    .leftJoin(sessions, and(eq(sessions.id, SESSION_OF_CALL), eq(sessions.accountId, calls.accountId)))
    .where(where)
    .orderBy(...orderBy)
  return limit === undefined ? query : query.limit(limit)
}

/** A call as the API, exports and webhooks tell it. */
export interface CallItem extends Omit<
  CallRow,
  'accountId' | 'label' | 'session' | 'visitor' | 'confidence' | 'candidates' | 'background' | 'threshold' | 'source' | 'attributedAt'
> {
  /** What the rule says; null until it was asked. */
  attribution:
    | (Pick<CallRow, 'session' | 'visitor' | 'confidence' | 'candidates' | 'background' | 'threshold' | 'source'> & {
        label: Attribution['label']
        at: Date | null
      })
    | null
  /** What a person says. */
  correction: Omit<Correction, 'callId' | 'accountId'> | null
  visit: VisitOfCall | null
}

export function callItem({ call, correction, visit }: CallWithVisit): CallItem {
  const { accountId: _, label, session, visitor, confidence, candidates, background, threshold, source, attributedAt, ...facts } = call
  const attribution = label && { label, session, visitor, confidence, candidates, background, threshold, source, at: attributedAt }
  return { ...facts, attribution, correction: correction && correctionItem(correction), visit }
}

export function correctionItem({ callId: _, accountId: __, ...said }: Correction): Omit<Correction, 'callId' | 'accountId'> {
  return said
}

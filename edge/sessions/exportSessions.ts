import { and, desc, type SQL } from 'drizzle-orm'
import { before } from '../db/before.ts'
import type { Database } from '../db/client.ts'
import { sessions } from '../db/schema.ts'
import { streamItems } from '../http/streamItems.ts'
import { type SessionItem, sessionItem } from './session.ts'

const PAGE = 500

const COLUMNS: Record<string, (visit: SessionItem) => unknown> = {
  id: (visit) => visit.id,
  startedAt: (visit) => visit.startedAt.toISOString(),
  lastSeenAt: (visit) => visit.lastSeenAt.toISOString(),
  site: (visit) => visit.site,
  visitor: (visit) => visit.visitor,
  source: (visit) => visit.source,
  medium: (visit) => visit.medium,
  campaign: (visit) => visit.campaign,
  content: (visit) => visit.content,
  term: (visit) => visit.term,
  channel: (visit) => visit.channel,
  clickId: (visit) => visit.clickId,
  clickNetwork: (visit) => visit.clickNetwork,
  phrase: (visit) => visit.phrase,
  referrerHost: (visit) => visit.referrerHost,
  rule: (visit) => visit.rule,
  creditedAt: (visit) => visit.credit && new Date(visit.credit.at).toISOString(),
  landing: (visit) => visit.landing,
  device: (visit) => visit.device,
  region: (visit) => visit.region,
  regionBy: (visit) => visit.regionBy,
  language: (visit) => visit.language,
  timeZone: (visit) => visit.timeZone,
  consent: (visit) => visit.consent,
  pageViews: (visit) => visit.pageViews,
  engagedMs: (visit) => visit.engagedMs,
  suspect: (visit) => visit.suspect,
  params: (visit) => JSON.stringify(visit.params),
}

/** Visits, newest first, streamed. */
export function exportSessions(
  db: Database,
  { where, format }: { where: SQL | undefined; format: 'csv' | 'ndjson' },
): ReadableStream<Uint8Array> {
  return streamItems({
    format,
    columns: COLUMNS,
    limit: PAGE,
    read: async (after, limit) => {
      const rows = await db
        .select()
        .from(sessions)
        .where(and(where, before(sessions.startedAt, sessions.id, after)))
        .orderBy(desc(sessions.startedAt), desc(sessions.id))
        .limit(limit)
      return rows.map(sessionItem)
    },
  })
}

import { and, desc, type SQL } from 'drizzle-orm'
import { before } from '../db/before.ts'
import type { Database } from '../db/client.ts'
import { calls } from '../db/schema.ts'
import { streamItems } from '../http/streamItems.ts'
import { type CallItem, callItem, selectCalls } from './callItem.ts'

const PAGE = 500

const COLUMNS: Record<string, (call: CallItem) => unknown> = {
  id: (call) => call.id,
  startedAt: (call) => call.startedAt.toISOString(),
  answeredAt: (call) => call.answeredAt?.toISOString(),
  endedAt: (call) => call.endedAt?.toISOString(),
  status: (call) => call.status,
  talkSec: (call) => call.talkSec,
  waitSec: (call) => call.waitSec,
  site: (call) => call.site,
  number: (call) => call.number,
  region: (call) => call.region,
  caller: (call) => call.caller,
  source: (call) => call.correction?.source ?? call.visit?.source ?? call.attribution?.source,
  medium: (call) => call.visit?.medium,
  campaign: (call) => call.visit?.campaign,
  content: (call) => call.visit?.content,
  term: (call) => call.visit?.term,
  channel: (call) => call.visit?.channel,
  landing: (call) => call.visit?.landing,
  params: (call) => call.visit && JSON.stringify(call.visit.params),
  session: (call) => (call.correction ? call.correction.session : call.attribution?.session),
  visitor: (call) => (call.correction ? call.correction.visitor : call.attribution?.visitor),
  rule: (call) => (call.correction ? 'corrected' : call.attribution?.label),
  confidence: (call) => call.attribution?.confidence,
  spam: (call) => call.spamVerdict ?? call.spam !== null,
  tags: (call) => call.tags.join(', '),
  note: (call) => call.note,
  value: (call) => call.value,
  endReason: (call) => call.endReason,
}

/** Calls, newest first, streamed. */
export function exportCalls(
  db: Database,
  { where, format }: { where: SQL | undefined; format: 'csv' | 'ndjson' },
): ReadableStream<Uint8Array> {
  return streamItems({
    format,
    columns: COLUMNS,
    limit: PAGE,
    read: async (after, limit) => {
      const orderBy = [desc(calls.startedAt), desc(calls.id)]
      const rows = await selectCalls(db, { where: and(where, before(calls.startedAt, calls.id, after)), orderBy, limit })
      return rows.map(callItem)
    },
  })
}

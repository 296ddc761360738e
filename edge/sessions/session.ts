import * as v from 'valibot'
import type { sessions } from '../db/schema.ts'
import { MomentSchema } from '../http/answers.ts'

const text = v.nullable(v.string())

/** A visit as the API tells it. Facts may be added at any time. */
export const SessionSchema = v.looseObject({
  id: v.string(),
  site: v.string(),
  visitor: text,
  startedAt: MomentSchema,
  lastSeenAt: MomentSchema,
  /** Path and query, without secrets. */
  landing: v.string(),
  /** The source that gets the credit, to `rule`. */
  source: v.string(),
  medium: v.string(),
  campaign: text,
  content: text,
  term: text,
  channel: v.string(),
  clickId: text,
  clickNetwork: text,
  /** What the visitor searched for, where the referrer still had it. */
  phrase: text,
  referrerHost: text,
  rule: v.string(),
  /** How this very visit arrived. */
  touch: v.record(v.string(), v.unknown()),
  /** The earlier touch that gets the credit, with its time; null = the visit's own. */
  credit: v.nullable(v.record(v.string(), v.unknown())),
  device: v.string(),
  region: text,
  params: v.record(v.string(), v.string()),
  pageViews: v.number(),
  /** Milliseconds. */
  engagedMs: v.number(),
})

export type SessionItem = Omit<typeof sessions.$inferSelect, 'accountId' | 'paramsSeen' | 'touchedAt' | 'touchRank' | 'touchEntry'>

export function sessionItem(row: typeof sessions.$inferSelect): SessionItem {
  const { accountId: _, paramsSeen: __, touchedAt: ___, touchRank: ____, touchEntry: _____, ...item } = row
  return item
}

import * as v from 'valibot'
import type { visitors } from '../db/schema.ts'
import { MomentSchema } from '../http/answers.ts'

const touch = v.looseObject({
  /** Milliseconds since the epoch. */
  at: v.number(),
  source: v.string(),
  medium: v.string(),
  channel: v.string(),
  landing: v.string(),
})

/** A visitor as the API tells him, once for each site that he was on. */
export const VisitorSchema = v.object({
  id: v.string(),
  site: v.string(),
  firstAt: MomentSchema,
  lastAt: MomentSchema,
  first: touch,
  last: touch,
  lastNonDirect: v.nullable(touch),
  /** In order of time: the first and the latest, 20 at most. */
  touches: v.array(touch),
})

export function visitorItem({ accountId: _, ...row }: typeof visitors.$inferSelect): Omit<typeof visitors.$inferSelect, 'accountId'> {
  return row
}

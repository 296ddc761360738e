import * as v from 'valibot'
import { SiteKeySchema } from '../contract.ts'
import { MomentSchema } from '../http/answers.ts'
import type { previews } from './previews.table.ts'

export const MOST_HOURS = 24

export const NewPreviewSchema = v.strictObject({
  site: SiteKeySchema,
  /** The page: any http or https address, of a staging host, with a port, of this machine. */
  url: v.pipe(v.string(), v.maxLength(2000)),
  /** For how long the link is good. */
  hours: v.optional(
    v.pipe(v.number(), v.minValue(0.1, 'must be 0.1 at least'), v.maxValue(MOST_HOURS, `must be ${MOST_HOURS} at most`)),
    8,
  ),
  /** Whether numbers of the page may be made targets by whoever has the link. */
  canAdd: v.optional(v.boolean(), false),
})

export const PreviewLinkSchema = v.object({
  id: v.string(),
  /** Opens the page in preview. Shown this once. */
  url: v.string(),
  expiresAt: MomentSchema,
})

export const PreviewItemSchema = v.object({
  id: v.string(),
  site: v.string(),
  /** The page, without the token. */
  url: v.string(),
  host: v.string(),
  /** Id of the key that made it. */
  key: v.string(),
  canAdd: v.boolean(),
  /** Targets that were added by it. */
  added: v.array(v.object({ id: v.string(), e164: v.string(), at: MomentSchema })),
  state: v.picklist(['open', 'expired', 'revoked']),
  createdAt: MomentSchema,
  expiresAt: MomentSchema,
  revokedAt: v.nullable(MomentSchema),
})

type Row = typeof previews.$inferSelect
type State = 'open' | 'expired' | 'revoked'

/** A link as the API tells it. */
export function previewItem(
  { accountId: _, keyId: key, ...row }: Row,
  now: number,
): Omit<Row, 'accountId' | 'keyId'> & { key: string; state: State } {
  const state: State = row.revokedAt ? 'revoked' : row.expiresAt.getTime() <= now ? 'expired' : 'open'
  return { ...row, key, state }
}

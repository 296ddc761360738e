import { and, eq, sql } from 'drizzle-orm'
import { isUnreachable } from '../describeFault.ts'
import { apiKeys, previews, sites } from '../db/schema.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { hostOf } from './pageAddress.ts'
import type { PreviewRefusal } from './previewContract.ts'
import { readPreview } from './previewToken.ts'

export interface OpenLink {
  id: string
  siteName: string
  /** ms */
  expiresAt: number
  canAdd: boolean
  /** As Postgres has them now: a change shows at once, and nothing of the hot state is touched. */
  settings: SiteSettings
}

export type LinkReading = { kind: 'open'; link: OpenLink } | { kind: 'refused'; reason: PreviewRefusal }

/**
 * Whether a link is good on a page. Asked with each request, from Postgres: a link that was revoked shows nothing from then on. Who has no
 * signed token costs no query.
 */
export async function openLink(
  services: Services,
  {
    token,
    url,
    origin,
    site,
  }: { token: string; url: string; /** Of the request; pages without one send `null`. */ origin: string | undefined; site?: string },
): Promise<LinkReading> {
  const { config, clock, db } = services
  const refused = (reason: PreviewRefusal): LinkReading => ({ kind: 'refused', reason })
  const reading = await readPreview(token, { keys: config.tokenKeys, now: clock() })
  if (reading.kind === 'tampered') return refused('tampered')
  const { claims } = reading
  const elsewhere = origin !== undefined && origin !== 'null' && hostOf(origin) !== claims.host
  if (elsewhere || hostOf(url) !== claims.host || (site !== undefined && site !== claims.site)) return refused('foreign')
  if (reading.kind === 'expired') return refused('expired')
  try {
    const [row] = await db
      .select({ name: sites.name, expiresAt: previews.expiresAt, canAdd: previews.canAdd, role: apiKeys.role })
      .from(previews)
      .innerJoin(sites, and(eq(sites.key, previews.site), eq(sites.accountId, previews.accountId)))
      .innerJoin(apiKeys, eq(apiKeys.id, previews.keyId))
      .where(and(eq(previews.id, claims.id), sql`${previews.revokedAt} is null`, sql`${apiKeys.revokedAt} is null`))
    const settings = row ? await loadSettings(db, claims.site) : null
    if (!row || !settings) return refused('revoked')
    const canAdd = row.canAdd && row.role === 'admin'
    return { kind: 'open', link: { id: claims.id, siteName: row.name, expiresAt: row.expiresAt.getTime(), canAdd, settings } }
  } catch (error) {
    if (isUnreachable(error)) return refused('unavailable')
    throw error
  }
}

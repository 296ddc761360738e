import { and, count, desc, eq, gt, isNotNull, ne, sql } from 'drizzle-orm'
import { thresholdFor } from '../attribution/thresholdFor.ts'
import type { AccountId, RegionCode, SiteKey } from '../brands.ts'
import { type Clock, DAY, MINUTE } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { sessions } from '../sessions/sessions.table.ts'
import { calls } from './calls.table.ts'

/** What attribution must know of a site beyond the number's holders. */
export interface AttributionBasis {
  /** θ for the site's wanted precision. */
  threshold: number
  /** Share of the site's visitors that are of a region, 0..1. */
  shareOfRegion: (region: RegionCode) => number
}

/** Share of attributed calls that shall be right. */
const PRECISION = 0.98
const CLAIMS = 2000
const FRESH = 10 * MINUTE

async function readBasis(
  db: Database,
  { account, site, now }: { account: AccountId; site: SiteKey; now: number },
): Promise<AttributionBasis> {
  const [claims, regions] = await db.batch([
    db
      .select({ confidence: calls.confidence })
      .from(calls)
      .where(
        and(
          eq(calls.accountId, account),
          gt(calls.startedAt, new Date(now - 30 * DAY)),
          isNotNull(calls.confidence),
          ne(calls.label, 'static'),
        ),
      )
      .orderBy(desc(calls.startedAt))
      .limit(CLAIMS),
    db
      .select({ region: sessions.region, visits: count() })
      .from(sessions)
      .where(and(eq(sessions.site, site), gt(sessions.lastSeenAt, new Date(now - 7 * DAY)), eq(sessions.suspect, sql`false`)))
      .groupBy(sessions.region),
  ])
  const all = regions.reduce((sum, { visits }) => sum + visits, 0)
  const shares = new Map(regions.map(({ region, visits }) => [region, visits / all]))
  return {
    threshold: thresholdFor(
      PRECISION,
      claims.map(({ confidence }) => confidence ?? 0),
    ),
    shareOfRegion: (region) => shares.get(region) ?? 0,
  }
}

/** Lives across requests: both figures move slowly and are counted over many rows. By database, so that tests share nothing. */
const known = new WeakMap<Database, Map<SiteKey, { basis: AttributionBasis; at: number }>>()

/** The site's basis, counted anew every ten minutes. */
export async function attributionBasis(
  db: Database,
  { account, site, clock }: { account: AccountId; site: SiteKey; clock: Clock },
): Promise<AttributionBasis> {
  const bySite = known.get(db) ?? new Map<SiteKey, { basis: AttributionBasis; at: number }>()
  known.set(db, bySite)
  const entry = bySite.get(site)
  if (entry && clock() - entry.at < FRESH) return entry.basis
  const basis = await readBasis(db, { account, site, now: clock() })
  if (bySite.size > 1000) bySite.clear()
  bySite.set(site, { basis, at: clock() })
  return basis
}

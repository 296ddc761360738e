import { and, count, desc, eq, gt, isNotNull, notInArray, sql } from 'drizzle-orm'
import { tablesInUse } from '../accuracy/tableVersions.store.ts'
import type { IntensityTables } from '../attribution/intensityTables.ts'
import { thresholdFor } from '../attribution/thresholdFor.ts'
import type { AccountId, RegionCode, SiteKey } from '../brands.ts'
import { type Clock, DAY, HOUR, MINUTE } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { sessions } from '../sessions/sessions.table.ts'
import { activityOf } from './activityOf.ts'
import { calls } from './calls.table.ts'

/** What attribution must know of a site beyond the number's holders. */
export interface AttributionBasis {
  /** θ for the site's wanted precision. */
  threshold: number
  /** Share of the site's visitors that are of a region, 0..1. */
  shareOfRegion: (region: RegionCode) => number
  /** The account's tables, and calls per second on one number from nobody who held it. */
  tables: IntensityTables
  background: number
  /** How busy the last 60 minutes were against the mean hour of the last week. */
  activity: number
}

/** The basis and what it rests on. */
export interface CountedBasis extends AttributionBasis {
  precision: number
  /** Calls of the last 30 days that θ follows. */
  claims: number
  /** Version of the tables. */
  version: number
}

/** Share of attributed calls that shall be right, unless the site asks for more. */
export const PRECISION = 0.98
const CLAIMS = 2000
const FRESH = 10 * MINUTE
/** Their confidence is no claim about holders: the number's source is known, or the caller is. */
const WITHOUT_CLAIM = ['static', 'repeat-caller'] as const

interface BasisQuery {
  account: AccountId
  site: SiteKey
  precision: number | undefined
}

/** The site's basis of this moment. */
export async function readBasis(
  db: Database,
  { account, site, precision = PRECISION, now }: BasisQuery & { now: number },
): Promise<CountedBasis> {
  const [[claims, regions], { tables, background, version }] = await Promise.all([
    db.batch([
      db
        .select({ confidence: calls.confidence })
        .from(calls)
        .where(
          and(
            eq(calls.accountId, account),
            gt(calls.startedAt, new Date(now - 30 * DAY)),
            isNotNull(calls.confidence),
            notInArray(calls.label, [...WITHOUT_CLAIM]),
          ),
        )
        .orderBy(desc(calls.startedAt))
        .limit(CLAIMS),
      db
        .select({
          region: sessions.region,
          visits: count(),
          latest: sql<number>`(count(*) filter (where ${sessions.startedAt} > ${new Date(now - HOUR).toISOString()}::timestamptz))::int`,
          first: sql<string>`min(${sessions.startedAt})`,
        })
        .from(sessions)
        .where(and(eq(sessions.site, site), gt(sessions.lastSeenAt, new Date(now - 7 * DAY)), eq(sessions.suspect, sql`false`)))
        .groupBy(sessions.region),
    ]),
    tablesInUse(db, account),
  ])
  const visits = regions.reduce((sum, region) => sum + region.visits, 0)
  const latest = regions.reduce((sum, region) => sum + region.latest, 0)
  const first = Math.min(now, ...regions.map((region) => new Date(region.first).getTime()))
  const shares = new Map(regions.map((region) => [region.region, region.visits / visits]))
  return {
    precision,
    claims: claims.length,
    version,
    threshold: thresholdFor(
      precision,
      claims.map(({ confidence }) => confidence ?? 0),
    ),
    shareOfRegion: (region) => shares.get(region) ?? 0,
    tables,
    background,
    activity: activityOf({ visits, hours: Math.min(7 * 24, (now - first) / HOUR), latest }),
  }
}

/** Lives across requests: all of it moves slowly and is counted over many rows. By database, so that tests share nothing. */
const known = new WeakMap<Database, Map<SiteKey, { basis: CountedBasis; at: number; precision: number | undefined }>>()

/** The site's basis, counted anew every ten minutes. */
export async function attributionBasis(db: Database, { clock, ...query }: BasisQuery & { clock: Clock }): Promise<AttributionBasis> {
  const { site, precision } = query
  const bySite = known.get(db) ?? new Map<SiteKey, { basis: CountedBasis; at: number; precision: number | undefined }>()
  known.set(db, bySite)
  const entry = bySite.get(site)
  if (entry && entry.precision === precision && clock() - entry.at < FRESH) return entry.basis
  const basis = await readBasis(db, { ...query, now: clock() })
  if (bySite.size > 1000) bySite.clear()
  bySite.set(site, { basis, at: clock(), precision })
  return basis
}

import { and, asc, eq, gte, isNotNull, lt, ne, sql } from 'drizzle-orm'
import { adviseSize, type AttributedCall, type RecordedLease, type SizeAdvice } from '../attribution/adviseSize.ts'
import { explainAdvice } from '../attribution/explainAdvice.ts'
import type { Language } from '../attribution/explainAttribution.ts'
import type { CountedBasis } from '../calls/attributionBasis.store.ts'
import { calls } from '../calls/calls.table.ts'
import { callerRegion } from '../calls/callerRegion.ts'
import { DAY } from '../clock.ts'
import type { Database } from '../db/client.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { sizesBeside } from '../pools/advisePool.ts'
import type { NumberPast } from './numberPast.ts'

export const SIZING_WINDOW = 7 * DAY

export interface PoolSizing {
  /** N. */
  size: number
  sizes: SizeAdvice[]
  /** What more numbers would have been worth, in words; null where it is little. */
  advice: string | null
}

/** What pools of other sizes would have made of the last week of one; `pasts` are those of its numbers. */
export async function poolSizing(
  db: Database,
  {
    pool,
    pasts,
    basis,
    now,
    language,
  }: { pool: PoolRef & { size: number }; pasts: readonly NumberPast[]; basis: CountedBasis; now: number; language: Language },
): Promise<PoolSizing> {
  const leases = pasts
    .flatMap(({ holders }): RecordedLease[] => holders.map(({ taps, ...holder }) => ({ ...holder, tappedAt: taps.at(-1) ?? null })))
    .sort((a, b) => a.shownAt - b.shownAt)
  const of = { leases, calls: await attributedCalls(db, pool, now), sizes: sizesBeside(pool.size), ...basis }
  const replayed = adviseSize(of)
  const asIs = replayed.find(({ size }) => size === pool.size)?.nowNamed ?? 0
  // The replay of N itself names some of them: only what is more is owed to other numbers.
  const sizes = replayed.map((one) => ({ ...one, nowNamed: Math.max(0, one.nowNamed - asIs) }))
  const worth = sizes.find(({ size, nowNamed, unknownCalls }) => size > pool.size && nowNamed >= Math.max(3, unknownCalls / 2))
  return { size: pool.size, sizes, advice: worth ? explainAdvice(worth, { instead: pool.size, language }) : null }
}

/** Last week's calls to a pool as they were attributed. Spam is no call here, and whoever called before is known by that, not by numbers. */
async function attributedCalls(db: Database, { site, route, region }: PoolRef, now: number): Promise<AttributedCall[]> {
  const rows = await db
    .select({ at: calls.startedAt, caller: calls.caller, candidates: calls.candidates, session: calls.session })
    .from(calls)
    .where(
      and(
        eq(calls.site, site),
        eq(calls.routeId, route),
        eq(calls.region, region),
        gte(calls.startedAt, new Date(now - SIZING_WINDOW)),
        lt(calls.startedAt, new Date(now)),
        isNotNull(calls.label),
        ne(calls.label, 'static'),
        ne(calls.label, 'repeat-caller'),
        sql`not coalesce(${calls.spamVerdict}, ${calls.spam} is not null)`,
      ),
    )
    .orderBy(asc(calls.startedAt))
  return rows.map(({ at, caller, candidates, session }) => ({
    at: at.getTime(),
    callerRegion: caller && callerRegion(caller),
    candidates: candidates ?? [],
    named: session !== null,
  }))
}

import { adaptTables, type CallEvidence } from '../attribution/adaptTables.ts'
import { addExposure, emptyExposure, type Exposure } from '../attribution/exposure.ts'
import type { FittedTables } from '../attribution/fitTables.ts'
import type { SiteKey } from '../brands.ts'
import { DAY, SECOND } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { evidenceOf, staysOf } from './numberPast.ts'
import { recordedHabits, recordedPast, rotatedNumbers } from './recordedPast.store.ts'
import { SHIPPED, type VersionedTables } from './tableVersions.store.ts'

/** ms of records that tables are fitted to. */
const WINDOW = 28 * DAY
/** Calls below which an account's own say too little. */
const ENOUGH_CALLS = 100
/** Numbers of a site that are looked at: more say nothing new. */
const MOST_NUMBERS = 200

/** Tables that fit the account's own calls of the last four weeks better than those in use; null where there were too few of them. */
export async function adaptAccount(
  db: Database,
  { sites, current, now }: { sites: SiteKey[]; current: VersionedTables; now: number },
): Promise<{ fitted: FittedTables; calls: number } | null> {
  const exposure = emptyExposure()
  const calls: CallEvidence[] = []
  for (const site of sites) await addSite(db, { site, from: now - WINDOW, now, exposure, calls })
  const first = calls.filter(({ calledBefore }) => !calledBefore).length
  if (first < ENOUGH_CALLS) return null
  const { tables, background } = current
  const fitted = adaptTables({ prior: SHIPPED.tables, priorBackground: SHIPPED.background, current: tables, background, calls, exposure })
  return { fitted, calls: first }
}

async function addSite(
  db: Database,
  { site, from, now, exposure, calls }: { site: SiteKey; from: number; now: number; exposure: Exposure; calls: CallEvidence[] },
): Promise<void> {
  const span = { site, from, now }
  const numbers = await rotatedNumbers(db, { ...span, most: MOST_NUMBERS })
  if (!numbers.length) return
  const habits = await recordedHabits(db, span)
  for await (const pasts of recordedPast(db, { ...span, numbers })) {
    for (const past of pasts) {
      for (const stay of staysOf(past, now)) addExposure(exposure, stay)
      exposure.numberSeconds += (now - past.holders[0]!.shownAt) / SECOND
      // Before its first display a number was not watched.
      const watched = past.calls.filter(({ at }) => at >= past.holders[0]!.shownAt)
      calls.push(...watched.map((call) => evidenceOf(past, call, habits)))
    }
  }
}

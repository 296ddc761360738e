import { and, eq } from 'drizzle-orm'
import { thresholdHistory } from '../accuracy/accuracy.table.ts'
import { adaptAccount } from '../accuracy/adaptAccount.ts'
import { addVersion, hasVersionOf, tablesInUse } from '../accuracy/tableVersions.store.ts'
import type { AccountId, SiteKey } from '../brands.ts'
import { readBasis } from '../calls/attributionBasis.store.ts'
import { sites } from '../db/schema.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf } from './raiseEvents.ts'

/**
 * Nightly: an account's intensity tables are fitted to its own calls, as a new version that is used from then on unless an admin
 * holds another; then the threshold of each of its sites is written down. Once a night, however often it is run.
 */
export async function adaptAttribution({ db, clock }: Pick<JobServices, 'db' | 'clock'>, account: AccountId): Promise<void> {
  const own = await db
    .select({ site: sites.key, options: sites.options })
    .from(sites)
    .where(and(eq(sites.accountId, account), eq(sites.enabled, true)))
    .orderBy(sites.key)
  const now = clock()
  const night = dayOf(now)
  if (!(await hasVersionOf(db, { account, night }))) await adapt(db, { account, sites: own.map(({ site }) => site), night, now })
  for (const { site, options } of own) {
    const { precision, threshold, claims, version } = await readBasis(db, { account, site, precision: options.precision, now })
    const row = { accountId: account, site, night, precision, threshold, claims, version, at: new Date(now) }
    await db.insert(thresholdHistory).values(row).onConflictDoNothing()
  }
}

async function adapt(
  db: JobServices['db'],
  { account, sites: keys, night, now }: { account: AccountId; sites: SiteKey[]; night: string; now: number },
): Promise<void> {
  const current = await tablesInUse(db, account)
  const adapted = await adaptAccount(db, { sites: keys, current, now })
  if (adapted) await addVersion(db, { account, night, ...adapted, basedOn: current.version, now })
}

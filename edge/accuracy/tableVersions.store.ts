import { and, desc, eq, sql } from 'drizzle-orm'
import { DEFAULT_BACKGROUND } from '../attribution/attributeCall.ts'
import type { FittedTables } from '../attribution/fitTables.ts'
import { splitEngaged } from '../attribution/splitEngaged.ts'
import { UIS_TABLES } from '../attribution/tables/uis.ts'
import type { AccountId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { tableVersions, versionChoices } from './accuracy.table.ts'

/** What Rotary comes with; every account begins with it. */
export const SHIPPED: VersionedTables = { version: 0, tables: UIS_TABLES, background: DEFAULT_BACKGROUND }

export interface VersionedTables extends FittedTables {
  version: number
}

/** Versions of before short and medium stays were told apart. */
const complete = <Row extends VersionedTables>(row: Row): Row => ({ ...row, tables: splitEngaged(row.tables) })

/** The tables that an account's calls are attributed by, and whether an admin holds them there. */
export async function tablesInUse(db: Database, account: AccountId): Promise<VersionedTables & { held: boolean }> {
  const [[choice], [newest]] = await db.batch([
    db.select().from(versionChoices).where(eq(versionChoices.accountId, account)).orderBy(desc(versionChoices.id)).limit(1),
    db.select().from(tableVersions).where(eq(tableVersions.accountId, account)).orderBy(desc(tableVersions.version)).limit(1),
  ])
  const held = typeof choice?.version === 'number'
  if (!held || choice.version === newest?.version) return { ...(newest ? complete(newest) : SHIPPED), held }
  return { ...((await findVersion(db, { account, version: choice.version! })) ?? SHIPPED), held }
}

/** A version of the account's, the shipped one too. */
export async function findVersion(
  db: Database,
  { account, version }: { account: AccountId; version: number },
): Promise<VersionedTables | null> {
  if (version === SHIPPED.version) return SHIPPED
  const [row] = await db
    .select()
    .from(tableVersions)
    .where(and(eq(tableVersions.accountId, account), eq(tableVersions.version, version)))
  return row ? complete(row) : null
}

/** Whether that night made a version already. */
export async function hasVersionOf(db: Database, { account, night }: { account: AccountId; night: string }): Promise<boolean> {
  const [row] = await db
    .select({ version: tableVersions.version })
    .from(tableVersions)
    .where(and(eq(tableVersions.accountId, account), eq(tableVersions.night, night)))
  return row !== undefined
}

/** Keeps a new version; one that the same night made already stays. */
export async function addVersion(
  db: Database,
  {
    account,
    night,
    fitted,
    calls,
    basedOn,
    now,
  }: { account: AccountId; night: string; fitted: FittedTables; calls: number; basedOn: number; now: number },
): Promise<void> {
  const { tables, background } = fitted
  const version = sql<number>`(select coalesce(max(v.version), 0) + 1 from table_versions v where v.account_id = ${account})`
  await db
    .insert(tableVersions)
    .values({ accountId: account, version, night, tables, background, calls, basedOn, at: new Date(now) })
    .onConflictDoNothing()
}

/** From now on this version is used; null: the newest, every night anew. */
export async function chooseVersion(
  db: Database,
  { account, version, by, now }: { account: AccountId; version: number | null; by: string; now: number },
): Promise<void> {
  // Numbered one after another: the last one counts, and two may be of one millisecond.
  const id = sql<string>`${account}::text || '/' || (select lpad((count(*) + 1)::text, 9, '0') from version_choices c where c.account_id = ${account})`
  for (;;) {
    const written = await db
      .insert(versionChoices)
      .values({ id, accountId: account, version, by, at: new Date(now) })
      .onConflictDoNothing()
      .returning({ id: versionChoices.id })
    if (written.length > 0) return
  }
}

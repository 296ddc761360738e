import { inArray } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import { connections, numbers } from '../db/schema.ts'
import type { Services } from '../services.ts'
import { addNumbers } from './addNumbers.store.ts'
import { doubtRegion } from './doubtRegion.ts'
import { readNumbersCsv } from './readNumbersCsv.ts'

export interface ImportReport {
  dryRun: boolean
  /** Numbers that were added, or would be. */
  added: number
  /** Numbers that this company has already: nothing was to do. */
  unchanged: number
  /** Every line that was not taken, in order; lines count from 1. */
  refused: { line: number; number: string | null; reason: string }[]
  /** Lines that were taken although the numbering plan disagrees with their region. */
  doubts: { line: number; number: string; reason: string }[]
}

export interface ImportWish {
  text: string
  /** Whose own numbers they become; null = the operator's inventory. */
  owner: AccountId | null
  /** Whose connections may be named. */
  account: AccountId
  /** For lines that name none. */
  connection?: string
  dryRun: boolean
  cause: string
}

/** Reads a CSV file of numbers into an inventory. What is refused does not keep the rest; sent again it changes nothing. */
export async function importNumbers(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { text, owner, account, connection, dryRun, cause }: ImportWish,
): Promise<ImportReport> {
  const { rows, refused } = readNumbersCsv(text, connection === undefined ? {} : { connection })
  const [ours, known] = await Promise.all([
    rows.length
      ? db
          .select({ id: connections.id, account: connections.accountId })
          .from(connections)
          .where(inArray(connections.id, [...new Set(rows.map((row) => row.connection))]))
      : [],
    owners(
      { db },
      rows.map(({ number }) => number),
    ),
  ])
  const allowed = new Set(ours.filter((one) => one.account === account).map(({ id }) => id))
  let unchanged = 0
  const taken = rows.filter(({ number, line, connection: named }) => {
    if (!allowed.has(named)) refused.push({ line, number, reason: `connection: there is no ${named}` })
    else if (known.has(number) && known.get(number) !== owner) refused.push({ line, number, reason: 'number: it is in use elsewhere' })
    else if (known.has(number)) unchanged++
    else return true
    return false
  })
  const added = dryRun ? taken.map(({ number }) => number) : await addNumbers(db, { rows: taken, owner, cause, now: clock() })
  // Somebody else was faster.
  const lost = new Set(added)
  for (const { number, line } of taken) if (!lost.has(number)) refused.push({ line, number, reason: 'number: it is in use elsewhere' })
  const doubts = taken.flatMap(({ number, line, region }) => {
    const reason = doubtRegion(number, region)
    return reason ? [{ line, number, reason }] : []
  })
  return { dryRun, added: added.length, unchanged, refused: refused.sort((a, b) => a.line - b.line), doubts }
}

/** Who owns those of these numbers that are known; null = the operator. */
async function owners({ db }: Pick<Services, 'db'>, wanted: E164[]): Promise<Map<E164, AccountId | null>> {
  const rows = wanted.length
    ? await db.select({ number: numbers.number, owner: numbers.ownerId }).from(numbers).where(inArray(numbers.number, wanted))
    : []
  return new Map(rows.map(({ number, owner }) => [number, owner]))
}

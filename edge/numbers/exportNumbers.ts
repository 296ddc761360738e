import { and, asc, eq, gt } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'

const COLUMNS = ['number', 'region', 'connection', 'state', 'site', 'route', 'source', 'unhealthy', 'since', 'lastUsed', 'own'] as const
const PAGE = 1000

/** The company's numbers as CSV, read page by page while the client takes them. It can be imported again. */
export function exportNumbers(db: Database, account: AccountId): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after = '' as E164
  let begun = false
  return new ReadableStream({
    async pull(controller) {
      if (!begun) {
        begun = true
        controller.enqueue(encoder.encode(`${COLUMNS.join(',')}\r\n`))
        return
      }
      const rows = await db
        .select()
        .from(numbers)
        .where(and(eq(numbers.accountId, account), gt(numbers.number, after)))
        .orderBy(asc(numbers.number))
        .limit(PAGE)
      if (rows.length) controller.enqueue(encoder.encode(rows.map(lineOf).join('')))
      if (rows.length < PAGE) controller.close()
      else after = rows.at(-1)!.number
    },
  })
}

function lineOf(row: typeof numbers.$inferSelect): string {
  const fields = [row.number, row.region, row.connectionId, row.state, row.site, row.routeId, row.source, row.unhealthy]
  const times = [row.stateSince.toISOString(), row.lastUsedAt?.toISOString(), row.ownerId === null ? 'no' : 'yes']
  return `${[...fields, ...times].map((value) => field(value ?? '')).join(',')}\r\n`
}

/** RFC 4180; what a spreadsheet would run as a formula is made text. Numbers with their plus are none. */
function field(value: string): string {
  const safe = /^[=@\t\r-]/.test(value) || /^\+(?!\d+$)/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

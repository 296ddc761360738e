import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../db/client.ts'
import { insertRows } from '../../db/insertRows.ts'
import { leases, sessionEvents, sessions, touches } from '../../db/schema.ts'
import { DEMO } from '../../dev/seed.ts'
import { generateVisits } from '../../dev/generateVisits.ts'
import { drainOutbox } from '../../jobs/drainOutbox.ts'
import type { Services } from '../../services.ts'
import { visitRows } from '../../sessions/visitRows.ts'
import { encodeOutbox, type RawRedis } from './encodeOutbox.ts'

const BATCH = 500
const TABLES: [keyof ReturnType<typeof visitRows>, PgTable][] = [
  ['sessions', sessions],
  ['leases', leases],
  ['events', sessionEvents],
  ['touches', touches],
]

export interface IngestRound {
  /** Widget events a second from the outbox to the tables. */
  ours: number
  /** The same rows by plain multi-row INSERT … VALUES through the same driver, one transaction a batch. */
  bare: number
  /** The same rows by our own INSERT … SELECT FROM json_populate_recordset. */
  json: number
}

/** One round: ours, then bare, then as JSON, each into empty tables. */
export async function measureIngest({
  services,
  redis,
  seed,
  visits,
}: {
  services: Services
  redis: RawRedis
  seed: number
  visits: number
}): Promise<IngestRound> {
  const entries = generateVisits({ site: DEMO.siteKey, sessions: visits, seed, start: Date.now() - 40 * 86_400_000 })
  const { db } = services
  const batches: ReturnType<typeof visitRows>[] = []
  for (let i = 0; i < entries.length; i += BATCH) batches.push(visitRows(entries.slice(i, i + BATCH) as Visits, DEMO.account))
  const events = batches.reduce((sum, rows) => sum + rows.events.length, 0)

  await empty(db)
  await encodeOutbox(redis, DEMO.siteKey, entries)
  const ours = await rate(events, () => drainOutbox(services, DEMO.siteKey))
  await empty(db)
  const bare = await rate(events, () => store(db, batches, plain))
  await empty(db)
  const json = await rate(events, () => store(db, batches, (table, rows) => sql`${insertRows(table, rows)} on conflict do nothing`))
  return { ours, bare, json }
}

type Visits = Parameters<typeof visitRows>[0]
type Rows = PgTable['$inferInsert'][]

async function empty(db: Database): Promise<void> {
  await db.execute(sql`truncate sessions, leases, session_events, touches, visitors`)
}

async function rate(events: number, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (events / (performance.now() - from)) * 1000
}

async function store(
  db: Database,
  batches: ReturnType<typeof visitRows>[],
  insert: (table: PgTable, rows: Rows) => ReturnType<typeof sql>,
): Promise<void> {
  for (const rows of batches) {
    const statements = TABLES.flatMap(([name, table]) => {
      const own = rows[name] as Rows
      return own.length ? [db.execute(insert(table, own))] : []
    })
    const [first, ...rest] = statements
    if (first) await db.batch([first, ...rest])
  }
}

function plain(table: PgTable, rows: Rows): ReturnType<typeof sql> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in rows[0]!)
  const value = (held: unknown) =>
    held instanceof Date ? held.toISOString() : held !== null && typeof held === 'object' ? JSON.stringify(held) : held
  const tuples = rows.map(
    (row) =>
      sql`(${sql.join(
        columns.map(([key]) => sql`${value((row as Record<string, unknown>)[key])}`),
        sql`, `,
      )})`,
  )
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  )
  return sql`insert into ${table} (${names}) values ${sql.join(tuples, sql`, `)} on conflict do nothing`
}

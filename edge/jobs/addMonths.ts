import { sql } from 'drizzle-orm'
import type { JobServices } from './jobServices.ts'

/** Tables that are partitioned by month, with the column that tells it. */
const BY_MONTH = { session_events: 'born', leases: 'at' }
/** Months ahead: the job may fail for weeks. */
const AHEAD = 3

/** Nightly: partitions of the months to come. A month that has begun without one is moved out of the default partition. */
export async function addMonths({ db, clock }: Pick<JobServices, 'db' | 'clock'>): Promise<void> {
  const now = new Date(clock())
  for (const [table, column] of Object.entries(BY_MONTH)) {
    for (let i = 0; i <= AHEAD; i++) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i, 1)).toISOString().slice(0, 10)
      await db.execute(sql`select rotary_add_month(${table}, ${column}, ${month}::date)`)
    }
  }
}

import { sql } from 'drizzle-orm'
import type { JobServices } from './jobServices.ts'

/** Months ahead: the job may fail for weeks. */
const AHEAD = 3

/** Nightly: partitions of the months to come. A month that has begun without one is moved out of the default partition. */
export async function addMonths({ db, clock }: Pick<JobServices, 'db' | 'clock'>): Promise<void> {
  const now = new Date(clock()).toISOString()
  await db.execute(sql`select rotary_add_month(parent, key, month::date)
    from (values ('session_events', 'born'), ('leases', 'at')) as tables(parent, key),
      generate_series(date_trunc('month', ${now}::timestamptz at time zone 'UTC'), ${now}::timestamptz at time zone 'UTC' + make_interval(months => ${AHEAD}::int),
        interval '1 month') as month`)
}

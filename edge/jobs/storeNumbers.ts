import { sql } from 'drizzle-orm'
import { LIFE } from '../numbers/lifePolicy.ts'
import { moveNumbers } from '../numbers/moveNumbers.store.ts'
import { noteCalls } from '../numbers/noteCalls.store.ts'
import { ago, BOUND_UNTIL, noCallSince } from '../numbers/timeStored.ts'
import { leavePools } from '../pools/leavePools.ts'
import { pushDirectory } from '../pools/pushDirectory.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf } from './raiseEvents.ts'

/**
 * Nightly: draining numbers that nobody was shown or called for 14 days are stored. Sites whose outbox still has entries wait for
 * another night, since the newest displays are in it.
 */
export async function storeNumbers(services: JobServices): Promise<void> {
  const { db, hot, clock } = services
  const now = clock()
  await noteCalls(db, now)
  const waiting = await hot.outbox.waiting()
  const stored = await moveNumbers(db, {
    where: sql`n.state = 'draining' and n.source is null and ${BOUND_UNTIL} <= ${ago(now, 0)} and ${noCallSince(ago(now, LIFE.bound))}
      ${waiting.length ? sql`and n.site not in ${waiting}` : sql``}`,
    to: 'stored',
    cause: `store:${dayOf(now)}`,
    now,
  })
  await leavePools(hot, stored)
  await pushDirectory(services, stored)
}

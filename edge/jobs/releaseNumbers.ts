import { sql } from 'drizzle-orm'
import { chooseReleases } from '../numbers/chooseReleases.ts'
import { LIFE } from '../numbers/lifePolicy.ts'
import { moveNumbers } from '../numbers/moveNumbers.store.ts'
import { noteCalls } from '../numbers/noteCalls.store.ts'
import { targetFree } from '../numbers/planOrder.ts'
import { regionStock } from '../numbers/regionStock.store.ts'
import { ago, noCallSince, STORED_SINCE } from '../numbers/timeStored.ts'
import { pushDirectory } from '../pools/pushDirectory.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf } from './raiseEvents.ts'

/**
 * Nightly: the operator's numbers whose storage is over become free for any company, those that left for their health are retired
 * instead. Companies' own numbers stay with them and need no release.
 */
export async function releaseNumbers(services: JobServices): Promise<void> {
  const { db, clock } = services
  const now = clock()
  await noteCalls(db, now)
  for (const inventory of await regionStock(db, now)) {
    const { free, stored } = inventory
    const due = chooseReleases(stored, { free, target: targetFree(inventory), now })
    const healthy = new Map(stored.map((one) => [one.number, one.healthy]))
    for (const to of ['free', 'retired'] as const) {
      const leaving = due.filter((number) => healthy.get(number) === (to === 'free'))
      if (!leaving.length) continue
      const moved = await moveNumbers(db, {
        where: sql`n.number in ${leaving} and n.state = 'stored' and n.owner_id is null
          and ${STORED_SINCE} <= ${ago(now, LIFE.stored)} and ${noCallSince(ago(now, LIFE.stored))}`,
        to,
        set: sql`account_id = null, site = null, route_id = null, source = null`,
        cause: `release:${dayOf(now)}`,
        now,
      })
      await pushDirectory(services, moved)
    }
  }
}

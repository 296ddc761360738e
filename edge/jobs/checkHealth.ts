import { sql } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import { LIFE } from '../numbers/lifePolicy.ts'
import { moveNumbers } from '../numbers/moveNumbers.store.ts'
import { type NumberSigns, numberHealth } from '../numbers/numberHealth.ts'
import { numberSigns } from '../numbers/numberSigns.store.ts'
import type { Unhealthy } from '../numbers/numbers.table.ts'
import { leavePools } from '../pools/leavePools.ts'
import { pushDirectory } from '../pools/pushDirectory.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf, raiseEvents } from './raiseEvents.ts'

/**
 * Hourly: a number that gets mostly spam, or that is tapped while its provider tells of no call, leaves rotation at once: it is stored,
 * so that its calls still reach the company, but nobody may take it back. Static numbers stay where they are and are only told of, and so do numbers
 * whose whole connection is silent: others would be no better. A silent number that is called after all is well again.
 */
export async function checkHealth(services: JobServices): Promise<void> {
  const { db, hot, clock } = services
  const now = clock()
  for (const one of await numberSigns(db, now)) {
    const unhealthy = numberHealth(one, now)
    if (!unhealthy) continue
    const stays = one.fixed || (unhealthy === 'silent' && !one.heard)
    const moved = stays ? [] : await leave(services, { number: one.number, unhealthy })
    await leavePools(hot, moved)
    await pushDirectory(services, moved)
    if (moved.length || stays) await report(services, { ...one, unhealthy, left: !stays })
  }
  await db.execute(sql`
    update numbers n set unhealthy = null where n.unhealthy = 'silent' and exists (select 1 from calls c where c.number = n.number and c.started_at > n.state_since)`)
}

function leave({ db, clock }: JobServices, { number, unhealthy }: { number: E164; unhealthy: Unhealthy }) {
  return moveNumbers(db, {
    where: sql`n.number = ${number} and n.state in ('active', 'draining') and n.source is null`,
    to: 'stored',
    set: sql`unhealthy = ${unhealthy}`,
    cause: `health:${dayOf(clock())}`,
    now: clock(),
  })
}

async function report(
  services: JobServices,
  {
    number,
    account,
    unhealthy,
    left,
    calls,
    spam,
    tapsSinceCall,
  }: NumberSigns & { number: E164; account: AccountId; unhealthy: Unhealthy; left: boolean },
): Promise<void> {
  const data = { number, reason: unhealthy, leftRotation: left, calls, spam, tapsSinceCall, days: LIFE.healthWindow / 86_400_000 }
  await raiseEvents(services, [{ account, type: 'number.unhealthy', cause: `${number}:${dayOf(services.clock())}`, data }])
}

import { sql } from 'drizzle-orm'
import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { describeFault } from '../describeFault.ts'
import type { Services } from '../services.ts'
import { attemptDelivery, type AttemptOutcome } from './attemptDelivery.ts'
import { recordAttempt } from './recordAttempt.store.ts'
import type { DeliveryServices, DueDelivery } from './dueDelivery.ts'

const AT_ONCE = 100
/** An attempt that was killed is made again after that. */
const CLAIM = MINUTE

/**
 * Attempts what is due, until nothing is or `until` (ms) has come. Each delivery is claimed first, so that any number of isolates may
 * do this at once. A short wait before the next attempt is left to the queue, long ones to the minute's cron.
 */
export async function deliverDue(services: DeliveryServices, until = services.clock() + 20 * SECOND): Promise<void> {
  let soonest: number | null = null
  for (;;) {
    const due = await claim(services)
    const waits = await Promise.all(due.map((delivery) => attempt(services, delivery)))
    for (const wait of waits) if (wait !== null && wait < MINUTE) soonest = Math.min(soonest ?? Infinity, wait)
    if (due.length < AT_ONCE || services.clock() > until) break
  }
  if (soonest !== null) await services.send({ kind: 'deliver' }, { delaySeconds: Math.ceil(soonest / SECOND) })
}

async function claim({ db, clock }: { db: Services['db']; clock: Clock }): Promise<DueDelivery[]> {
  const now = clock()
  const { rows } = await db.execute<DueDelivery>(sql`
    update webhook_deliveries d set next_at = ${new Date(now + CLAIM)}
    from (
      select d.id, w.url, w.form, w.secrets, w.failing_since from webhook_deliveries d
      join webhook_endpoints w on w.id = d.endpoint_id and w.enabled
      where d.status = 'pending' and d.next_at <= ${new Date(now)} order by d.next_at limit ${AT_ONCE} for update of d skip locked
    ) due, events e
    where d.id = due.id and e.id = d.event_id
    returning d.id, d.endpoint_id as endpoint, d.account_id as account, d.attempts, d.log, due.url, due.form, due.secrets,
      due.failing_since as failing, e.id as event, e.type, e.data, e.at`)
  return rows
}

/** ms until the next attempt, or null. Trouble with one delivery is its own: the others go on, and it is due again when its claim ends. */
async function attempt(services: DeliveryServices, delivery: DueDelivery): Promise<number | null> {
  try {
    const outcome: AttemptOutcome = await attemptDelivery(services, delivery)
    return await recordAttempt(services, { delivery, outcome })
  } catch (error) {
    console.error(JSON.stringify({ webhook: delivery.endpoint, ...describeFault(error) }))
    return null
  }
}

import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { webhookDeliveries, webhookEndpoints } from '../db/schema.ts'
import { raiseEvents } from '../jobs/raiseEvents.ts'
import type { AttemptOutcome } from './attemptDelivery.ts'
import type { DeliveryServices, DueDelivery } from './dueDelivery.ts'
import { FAILING_TOO_LONG, nextWait } from './retrySchedule.ts'

const LOGGED = 20

/** Writes what came of an attempt; gives the ms until the next one, or null if there is none. */
export async function recordAttempt(
  services: DeliveryServices,
  { delivery, outcome }: { delivery: DueDelivery; outcome: AttemptOutcome },
): Promise<number | null> {
  const { db, clock, ids } = services
  const { at, ms, status, error } = outcome
  const log = [...delivery.log, { at, ms, status, error }].slice(-LOGGED)
  const attempts = delivery.attempts + 1
  const mine = eq(webhookDeliveries.id, delivery.id)
  const endpoint = eq(webhookEndpoints.id, delivery.endpoint)
  const now = clock()
  if (outcome.kind === 'delivered') {
    const done = db
      .update(webhookDeliveries)
      .set({ status: 'delivered', deliveredAt: new Date(now), attempts, log, nextAt: null })
      .where(mine)
    if (delivery.failing === null) await done
    else
      await db.batch([
        done,
        db
          .update(webhookEndpoints)
          .set({ failingSince: null })
          .where(and(endpoint, isNotNull(webhookEndpoints.failingSince))),
      ])
    return null
  }
  const [chance] = ids.random(new Uint8Array(1))
  const wait = nextWait({ made: attempts, chance: chance! / 255, retryAfter: outcome.retryAfter })
  await db.batch([
    db
      .update(webhookDeliveries)
      .set({ attempts, log, ...(wait === null ? { status: 'failed', nextAt: null } : { nextAt: new Date(now + wait) }) })
      .where(mine),
    db
      .update(webhookEndpoints)
      .set({ failingSince: new Date(now) })
      .where(and(endpoint, isNull(webhookEndpoints.failingSince))),
  ])
  const failing = delivery.failing === null ? 0 : now - new Date(delivery.failing).getTime()
  // By the standard 410 says: never again.
  if (status === 410) await switchOff(services, { delivery, reason: 'gone' })
  else if (wait === null && failing >= FAILING_TOO_LONG) await switchOff(services, { delivery, reason: 'failing' })
  return wait
}

/** Its owner is told by an event: at his other endpoints, in the live stream and in the endpoint's own description. */
async function switchOff(
  services: DeliveryServices,
  { delivery, reason }: { delivery: DueDelivery; reason: 'gone' | 'failing' },
): Promise<void> {
  const { endpoint, account, url } = delivery
  const off = await services.db
    .update(webhookEndpoints)
    .set({ enabled: false, disabledReason: reason })
    .where(and(eq(webhookEndpoints.id, endpoint), eq(webhookEndpoints.enabled, sql`true`)))
    .returning({ id: webhookEndpoints.id })
  if (!off.length) return
  await raiseEvents(services, [
    { account, type: 'webhook.disabled', cause: `${endpoint}:${delivery.event}`, data: { id: endpoint, url, reason } },
  ])
}

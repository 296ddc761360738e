import { deliverDue } from './deliverDue.ts'
import type { DeliveryServices } from './dueDelivery.ts'
import { tellEvents } from './tellEvents.store.ts'

/** Tells of every event that nobody was told of yet, and attempts every delivery that is due. Any number may do so at once. */
export async function tellWorld(services: DeliveryServices): Promise<void> {
  while ((await tellEvents(services)).more) await deliverDue(services)
  await deliverDue(services)
}

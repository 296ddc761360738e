import { type DeliveryServices, deliverDue } from './deliverDue.ts'
import { tellEvents } from './tellEvents.store.ts'

/** Tells of every event that nobody was told of yet, and attempts every delivery that is due. Any number may do so at once. */
export async function tellWorld(services: DeliveryServices): Promise<void> {
  while ((await tellEvents(services)).more) await deliverDue(services)
  await deliverDue(services)
}

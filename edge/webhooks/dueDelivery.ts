import type { AccountId, WebhookId } from '../brands.ts'
import type { EventType } from '../jobs/events.table.ts'
import type { Services } from '../services.ts'
import type { DeliveryAttempt, SealedSecret, WebhookForm } from './webhooks.table.ts'

/** What deliveries are made with. */
export type DeliveryServices = Pick<Services, 'db' | 'clock' | 'ids' | 'config' | 'outside' | 'send'>

/** A delivery that is due, with all that an attempt needs. */
export interface DueDelivery extends Record<string, unknown> {
  id: string
  endpoint: WebhookId
  account: AccountId
  attempts: number
  log: DeliveryAttempt[]
  url: string
  form: WebhookForm
  secrets: SealedSecret[]
  /** ISO 8601, null where nothing failed since the last success. */
  failing: string | null
  event: string
  type: EventType
  data: Record<string, unknown>
  at: string
}

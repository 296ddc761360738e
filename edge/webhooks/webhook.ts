import * as v from 'valibot'
import type { EventType } from '../jobs/events.table.ts'
import { SiteKeySchema } from '../contract.ts'
import { MomentSchema } from '../http/answers.ts'
import type { webhookEndpoints } from './webhooks.table.ts'
import { WEBHOOK_FORMS } from './webhooks.table.ts'

export const EVENT_TYPES = [
  'call.started',
  'call.answered',
  'call.ended',
  'call.attributed',
  'call.modified',
  'pool.low',
  'pool.exhausted',
  'pool.repaired',
  'number.unhealthy',
  'webhook.disabled',
] as const satisfies EventType[]

const entries = {
  /** `https://…`, reachable by everybody. */
  url: v.pipe(v.string(), v.maxLength(2000)),
  /** `standard`: signed JSON by POST, see standardwebhooks.com. `mango`: GET with Mango Office's field names, unsigned. */
  form: v.optional(v.picklist(WEBHOOK_FORMS), 'standard'),
  /** Empty = all. */
  events: v.optional(v.pipe(v.array(v.picklist(EVENT_TYPES)), v.maxLength(EVENT_TYPES.length)), []),
  /** Events of these sites only; empty = all. */
  sites: v.optional(v.pipe(v.array(SiteKeySchema), v.maxLength(100)), []),
}

export const NewWebhookSchema = v.strictObject(entries)

export const WebhookChangeSchema = v.strictObject({
  url: v.optional(entries.url),
  events: v.optional(entries.events.wrapped),
  sites: v.optional(entries.sites.wrapped),
  enabled: v.optional(v.boolean()),
})

export const WebhookSchema = v.object({
  id: v.string(),
  url: v.string(),
  form: v.picklist(WEBHOOK_FORMS),
  events: v.array(v.picklist(EVENT_TYPES)),
  sites: v.array(v.string()),
  enabled: v.boolean(),
  /** Why we switched it off; null where we did not. */
  disabledReason: v.nullable(v.picklist(['gone', 'failing'])),
  failingSince: v.nullable(MomentSchema),
  createdAt: MomentSchema,
})

type Endpoint = typeof webhookEndpoints.$inferSelect

/** An endpoint as the API tells it: without its secrets. */
export function webhookItem({ accountId: _, secrets: __, ...row }: Endpoint): Omit<Endpoint, 'accountId' | 'secrets'> {
  return row
}

/** The one time that a secret is shown. */
export const WebhookWithSecretSchema = v.object({ ...WebhookSchema.entries, secret: v.string() })

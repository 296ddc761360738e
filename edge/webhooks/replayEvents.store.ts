import { sql } from 'drizzle-orm'
import type { WebhookId } from '../brands.ts'
import type { Services } from '../services.ts'

/**
 * Makes the events of a time due again for one endpoint, as far as it wants them: those that it got, those that failed and those that
 * came while it was switched off. Gives how many.
 */
export async function replayEvents(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { endpoint, from, to, failedOnly }: { endpoint: WebhookId; from: Date; to: Date; failedOnly: boolean },
): Promise<number> {
  const now = new Date(clock())
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into webhook_deliveries (id, account_id, endpoint_id, event_id, next_at, created_at)
    select 'del_' || md5(w.id || e.id), w.account_id, w.id, e.id, ${now}, ${now}
    from webhook_endpoints w join events e on e.account_id = w.account_id
    where w.id = ${endpoint} and e.at >= ${from} and e.at <= ${to} and e.told_at is not null
      and (w.events = '[]'::jsonb or w.events @> to_jsonb(e.type))
      and (w.sites = '[]'::jsonb or w.sites @> (e.data -> 'site'))
    on conflict (endpoint_id, event_id) do update set status = 'pending', attempts = 0, next_at = excluded.next_at, delivered_at = null
      where not ${failedOnly} or webhook_deliveries.status <> 'delivered'
    returning id`)
  return rows.length
}

import { sql } from 'drizzle-orm'
import type { Services } from '../services.ts'

const BATCH = 500

/**
 * Writes a delivery for every endpoint that wants an event that nobody was told of yet; each (endpoint, event) once. Events of before
 * the endpoint was made are not its business. Gives how many events were taken: when the batch was full there may be more.
 */
export async function tellEvents({ db, clock, config }: Pick<Services, 'db' | 'clock' | 'config'>): Promise<{ more: boolean }> {
  const now = new Date(clock())
  const { rows } = await db.execute<{ events: number }>(sql`
    with told as (
      update events set told_at = ${now}
      where id in (select id from events where told_at is null order by at limit ${BATCH} for update skip locked)
      returning id, coalesce(account_id, ${config.operator}) as account_id, type, data, at
    ), written as (
      insert into webhook_deliveries (id, account_id, endpoint_id, event_id, next_at, created_at)
      select 'del_' || md5(w.id || e.id), w.account_id, w.id, e.id, ${now}, ${now}
      from told e join webhook_endpoints w on w.account_id = e.account_id
      where w.enabled and w.created_at <= e.at
        and (w.events = '[]'::jsonb or w.events @> to_jsonb(e.type))
        and (w.sites = '[]'::jsonb or w.sites @> (e.data -> 'site'))
      on conflict do nothing
    )
    select count(*)::int as events from told`)
  return { more: rows[0]?.events === BATCH }
}

import type { AccountId } from '../brands.ts'
import { events } from '../db/schema.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { EventType } from './events.table.ts'

export interface RaisedEvent {
  /** Null = the operator's own matter. */
  account: AccountId | null
  type: EventType
  /** Told apart by it: the same cause is one event, however often it is raised. */
  cause: string
  data: Record<string, unknown>
}

/** The day of a moment, UTC: most causes are worth telling once a day. */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Writes events; gives how many of them were new. */
export async function raiseEvents({ db, clock, ids }: Pick<Services, 'db' | 'clock' | 'ids'>, raised: RaisedEvent[]): Promise<number> {
  if (!raised.length) return 0
  const at = new Date(clock())
  const rows = raised.map(({ account, ...event }) => ({
    id: newId<string>('evt', ids),
    accountId: account,
    ...event,
    cause: `${event.type}:${event.cause}`,
    at,
  }))
  const written = await db.insert(events).values(rows).onConflictDoNothing().returning({ id: events.id })
  return written.length
}

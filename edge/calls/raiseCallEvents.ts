import { inArray } from 'drizzle-orm'
import type { CallId } from '../brands.ts'
import { calls, events } from '../db/schema.ts'
import type { EventType } from '../jobs/events.table.ts'
import { type RaisedEvent, raiseEvents } from '../jobs/raiseEvents.ts'
import type { Services } from '../services.ts'
import type { CallDelivery } from './callDelivery.ts'
import { callItem, selectCalls } from './callItem.ts'
import type { CallRow, RecordedCall } from './calls.store.ts'
import { eventKey } from './eventKey.ts'

/** Something that happened to a call; `cause` is the same whoever finds it and however often. */
interface Tale {
  call: CallId
  type: EventType
  cause: string
  changes?: string[]
}

/** What may change about a call that has ended, as its item names it. */
const CHANGING = ['status', 'answeredAt', 'endReason', 'talkSec', 'waitSec', 'caller', 'number'] as const satisfies (keyof CallRow)[]

/**
 * Writes the events that calls have come to, each once. A call's events follow from what is stored of it: whoever stored it and was
 * killed before this, the next one that looks at the same entries makes up for it.
 */
export async function raiseCallEvents(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  { recorded, deliveries, marked = [] }: { recorded: RecordedCall[]; deliveries: CallDelivery[]; marked?: CallRow[] },
): Promise<void> {
  const tales = [
    ...recorded.flatMap((one) => talesOf(one, deliveries)),
    ...marked.map(({ id, spam }): Tale => ({ call: id, type: 'call.modified', cause: `${id}:spam:${spam}`, changes: ['spam'] })),
  ]
  if (!tales.length) return
  const { db } = services
  const causes = tales.map(({ type, cause }) => `${type}:${cause}`)
  const told = await db.select({ cause: events.cause }).from(events).where(inArray(events.cause, causes))
  const known = new Set(told.map(({ cause }) => cause))
  const missing = tales.filter(({ type, cause }) => !known.has(`${type}:${cause}`))
  if (!missing.length) return
  const ids = [...new Set(missing.map(({ call }) => call))]
  const rows = await selectCalls(db, { where: inArray(calls.id, ids) })
  const byId = new Map(rows.map((row) => [row.call.id, row]))
  const raised = missing.flatMap(({ call, type, cause, changes }): RaisedEvent[] => {
    const row = byId.get(call)
    return row ? [{ account: row.call.accountId, type, cause, data: { ...callItem(row), ...(changes && { changes }) } }] : []
  })
  await raiseEvents(services, raised)
}

function talesOf({ call, before }: RecordedCall, deliveries: CallDelivery[]): Tale[] {
  const { id } = call
  const tales: Tale[] = [{ call: id, type: 'call.started', cause: id }]
  if (call.answeredAt) tales.push({ call: id, type: 'call.answered', cause: id })
  if (call.endedAt) tales.push({ call: id, type: 'call.ended', cause: id })
  for (const { connection, event } of deliveries) {
    if (event.type !== 'recording' || connection !== call.connectionId || event.externalId !== call.externalId) continue
    tales.push({ call: id, type: 'call.modified', cause: `${id}:${eventKey(event)}`, changes: ['recordings'] })
  }
  const changes = before?.endedAt ? CHANGING.filter((field) => before[field]?.valueOf() !== call[field]?.valueOf()) : []
  if (changes.length) tales.push({ call: id, type: 'call.modified', cause: `${id}:fold:${call.eventCount}`, changes })
  return tales
}

import type { WireEvent } from '../../edge/contract.ts'
import { uuid7 } from '../browser/random.ts'

type Bare<E> = E extends WireEvent ? Omit<E, 'id' | 'at'> : never

/** The contract's limit for one beacon. */
const LIMIT = 100
let events: WireEvent[] = []

/** Keeps an event until the next beacon; what is over the limit is dropped. */
export function addEvent(event: Bare<WireEvent>): void {
  if (events.length < LIMIT) events.push({ ...event, id: uuid7(), at: Date.now() } as WireEvent)
}

export const takeEvents = (): WireEvent[] => events.splice(0)

/** Puts back what could not be sent; the edge counts an id once. */
export function returnEvents(sent: WireEvent[]): void {
  events = [...sent, ...events].slice(0, LIMIT)
}

import type { WireEvent } from '../../edge/contract.ts'
import { uuid7 } from '../browser/random.ts'

export type BareEvent = WireEvent extends infer E ? (E extends WireEvent ? Omit<E, 'id' | 'at'> : never) : never

/** What waits for the next beacon; the edge counts an id once, whenever it comes. */
export const events: WireEvent[] = []

export const addEvent = (event: BareEvent): void => {
  events.push({ ...event, id: uuid7(), at: Date.now() } as WireEvent)
}

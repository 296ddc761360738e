import type { SlotSigns } from '../pool/pool.port.ts'
import type { EdgeEvent } from './edgeTimes.ts'

/** The earliest tap, copy and sign of intent of one slot. Events that name no slot belong to the only one there is. */
export function signsOf(events: EdgeEvent[], { slot, only }: { slot: string; only: boolean }): SlotSigns {
  const earliest = (type: 'tap' | 'copy' | 'intent') => {
    const times = events.filter((event) => event.type === type && (event.slot === slot || (only && event.slot === undefined)))
    return times.length ? Math.min(...times.map((event) => event.at)) : undefined
  }
  const [tappedAt, copiedAt, intentAt] = [earliest('tap'), earliest('copy'), earliest('intent')]
  return {
    ...(tappedAt !== undefined && { tappedAt }),
    ...(copiedAt !== undefined && { copiedAt }),
    ...(intentAt !== undefined && { intentAt }),
  }
}

import type { E164 } from '../edge/brands.ts'
import type { LeaseReason, SlotAnswer } from '../edge/contract.ts'
import { guard } from './browser/guard.ts'
import type { FormatFunction, Occurrence, Settings } from './config.ts'

/** What each event carries; the same objects are the `detail` of `rotary:…` CustomEvents on `document`. */
export interface RotaryEvents {
  /** With the settings in force. */
  ready: Settings
  /** Numbers have come, changed or gone. */
  lease: { reason: LeaseReason; slots: SlotAnswer[] }
  'before-swap': Occurrence
  swap: Occurrence
  /** The second file is to render HTML or a node. */
  render: Occurrence
  /** A place was found whose slot has no number yet. */
  wanted: { target: E164; slot: string; element: Element }
  restore: object
  refresh: object
  /** A tap on a `tel:` link that shows our number. */
  call: { slot: string; number: E164 }
  /** Our number was copied. */
  copy: { slot: string; number: E164 }
  navigate: { url: string; from: string }
  error: { code: 'fault' | 'fight'; error?: unknown }
}
export type EventName = keyof RotaryEvents
/** Only the answer of a `before-swap` listener matters: `false` leaves the occurrence alone, a rendering replaces it. */
export type Listener<Name extends EventName> = Name extends 'before-swap' ? FormatFunction : (detail: RotaryEvents[Name]) => unknown

/** Listens to `rotary:…` on `document`, and takes what the listener returns as its rendering. Returns `off()`. */
export const on = <Name extends EventName>(event: Name, listener: Listener<Name>): (() => void) => {
  const type = `rotary:${event}`
  const guarded = guard(({ detail }: CustomEvent) => {
    const answer = listener(detail as never)
    if (answer != null) detail.rendering = answer
  }) as EventListener
  document.addEventListener(type, guarded)
  return () => document.removeEventListener(type, guarded)
}

import type { E164 } from '../edge/brands.ts'
import type { LeasedNumber, LeaseReason, SlotAnswer } from '../edge/contract.ts'
import { fault, guard } from './browser/guard.ts'
import type { FormatFunction, Occurrence } from './config.ts'
import { settings } from './config.ts'

/** What each event carries; the same objects are the `detail` of `rotary:…` CustomEvents on `document`. */
export interface RotaryEvents {
  ready: { site: string }
  /** Numbers have come, changed or gone. */
  lease: { reason: LeaseReason; slots: SlotAnswer[] }
  'before-swap': Occurrence
  swap: Occurrence
  restore: object
  /** A tap on a `tel:` link that shows our number. */
  call: { slot: string; number: E164 }
  /** Our number was copied. */
  copy: { slot: string; number: E164 }
  navigate: { url: string; from: string }
  error: { code: 'fault' | 'fight' | 'html' | 'unavailable'; error?: unknown }
}
export type EventName = keyof RotaryEvents
/** Only the answer of a `before-swap` listener matters: `false` leaves the occurrence alone, a rendering replaces it. */
export type Listener<Name extends EventName> = Name extends 'before-swap'
  ? FormatFunction
  : (detail: RotaryEvents[Name]) => unknown

const listeners: Record<string, Set<(detail: never) => unknown>> = {}
const past: Record<string, unknown> = {}

/** `ready` and `lease` are told again to who comes late, so that nobody has to poll. Returns `off()`. */
export function on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void {
  const all = (listeners[event] ||= new Set())
  all.add(listener as (detail: never) => unknown)
  if (past[event]) guard(listener as (detail: unknown) => unknown)(past[event])
  return () => all.delete(listener as (detail: never) => unknown)
}

/** The last answer of a listener that gave one; `false` also when a CustomEvent was prevented. */
export function emit<Name extends EventName>(event: Name, detail: RotaryEvents[Name]): unknown {
  let answer: unknown
  if (event === 'ready' || event === 'lease') past[event] = detail
  for (const listener of listeners[event] || []) {
    try {
      answer = (listener as (detail: unknown) => unknown)(detail) ?? answer
    } catch (error) {
      fault(error)
    }
  }
  if (!document.dispatchEvent(new CustomEvent(`rotary:${event}`, { detail, cancelable: true }))) answer = false
  if (settings.dataLayer && event !== 'before-swap') {
    const target = window as { dataLayer?: object[] }
    const { slot, number } = detail as { slot?: string; number?: E164 | LeasedNumber }
    ;(target.dataLayer ||= []).push({ event: `rotary_${event}`, slot, number: (number as LeasedNumber)?.e164 || number })
  }
  return answer
}

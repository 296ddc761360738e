import type { E164 } from '../edge/brands.ts'
import type { SlotAnswer } from '../edge/contract.ts'
import { emit } from './browser/emit.ts'
import { guard, stop } from './browser/guard.ts'
import { loadMore } from './browser/loadMore.ts'
import type { FormatFunction, Options } from './config.ts'
import { settings } from './config.ts'
import type { EventName, Listener } from './hooks.ts'
import { on } from './hooks.ts'
import type { SlotRequest } from './lease/ask.ts'
import { ask, askAnew, askSoon, params } from './lease/ask.ts'
import { beat } from './lease/beacon.ts'
import { keepVisit } from './lease/keepVisit.ts'
import type { BareEvent } from './metrics/events.ts'
import { addEvent } from './metrics/events.ts'
import { undo } from './page/records.ts'
import { scanLater } from './page/scan.ts'
import { targets } from './page/swap.ts'
import { readTarget } from './page/target.ts'
import { observer } from './page/watch.ts'
import { consentMode, setConsent } from './visit/consent.ts'
import { saveVisit, setVisit } from './visit/visit.ts'

export interface NumberOptions {
  /** A named place of the target. */
  slot?: string
  /** Where calls end: a destination on the site's list, or one signed with `sig` and `exp`. */
  forwardTo?: string
  /** `base64url(HMAC-SHA256(site secret, "site|target|destination|exp"))` */
  sig?: string
  /** Seconds since the epoch. */
  exp?: number
}

/** What `number()` resolves with; the number is absent where the page is to keep its own, and `reason` says why. */
export interface NumberResult {
  number?: E164 | undefined
  national?: string
  international?: string
  href?: string | undefined
  shared: boolean
  reason: SlotAnswer['reason']
}

/** The one global. `rotary('method', …)` is the same as `rotary.method(…)`, and works before the script has come if a stub collects the calls. */
export interface Rotary {
  (method: string, ...args: unknown[]): unknown
  /** Overrides the site's settings on this page. */
  config(options: Options): void
  /** Returns `off()`. */
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void
  /** A number without any swapping, for pages that render it themselves. Never rejects. */
  number(target: string, options?: NumberOptions): Promise<NumberResult>
  /** Asks for a slot; returns what is known of it by now. */
  ask(request: SlotRequest): SlotAnswer | undefined
  /** Custom parameters that travel with the session to the call: at most 20, values of at most 256 characters. */
  set(values: { [name: string]: unknown }): void
  /** Looks through the page, or a part of it, again; also after `restore`. */
  refresh(root?: Node): void
  /** Puts every original back and writes no more until `refresh`. */
  restore(): void
  /** Leaves the page: originals back, nothing observed, nothing sent any more. */
  stop(): void
  /** Whether anything may be stored on this device. */
  consent(choice: { storage: boolean }): void
  /** Reports an event of the wire contract, e.g. `{ type: 'custom', name: 'calculator', params: { sum: '100' } }`. */
  event(event: BareEvent): void
}

/** The element in which all happens. */
export const home = (): Element => document.querySelector(settings.root || ':root')!

const config = ({ consent: choice, format, ...options }: Options): void => {
  Object.assign(settings, options)
  if ((format as FormatFunction)?.call) on('before-swap', format as FormatFunction)
  else if (format) settings.format = format as string
  if (choice) consent(choice)
  undo(() => true)
  refresh()
}

const refresh = (root: Node = home()): void => {
  targets.splice(0, Infinity, ...settings.targets.map((target) => readTarget(target as string)))
  askSoon()
  scanLater(root)
  emit('refresh')
}

const restore = (): void => {
  targets.length = 0
  undo(() => true)
  emit('restore')
}

const consent = ({ storage }: { storage: boolean }): void => {
  const before = consentMode()
  setConsent(storage)
  if (!storage) {
    keepVisit({ safeUntil: 0 })
    setVisit({})
    saveVisit()
  } else if (before !== 'full') askAnew()
}

const methods = {
  config,
  on,
  refresh,
  restore,
  consent,
  event: addEvent,
  ask,
  /** The second file puts its own in this place. */
  number: (...args: Parameters<Rotary['number']>): Promise<NumberResult> => loadMore()!.then(() => rotary.number(...args)),
  set(values: { [name: string]: unknown }) {
    for (const name in values) params[name] = `${values[name]}`.slice(0, 256)
    addEvent({ type: 'params', params: { ...params } })
  },
  stop() {
    beat(true)
    restore()
    observer.disconnect()
    stop()
  },
}

const rotary = ((method: keyof typeof methods, ...args: unknown[]) =>
  (rotary[method] as (...args: unknown[]) => unknown)(...args)) as Rotary

/** Puts the API in the place of the stub, does what had been asked of the stub, and begins to look through the page. */
export const installApi = (): void => {
  // An element with this id or name is `window.rotary` too, but no function.
  const stub = (window as { rotary?: { q?: unknown[][] } & Partial<CallableFunction> }).rotary
  for (const name in methods) rotary[name as 'event'] = guard(methods[name as 'event'] as never)
  ;(window as { rotary?: unknown }).rotary = rotary
  for (const [method, ...args] of (stub?.call && stub.q) || []) guard(rotary)(method as string, ...args)
  config({})
}

import type { E164 } from '../edge/brands.ts'
import type { SlotAnswer } from '../edge/contract.ts'
import { guard } from './browser/guard.ts'
import { stopAll } from './browser/listen.ts'
import type { Options } from './config.ts'
import { settings } from './config.ts'
import type { EventName, Listener } from './hooks.ts'
import { emit, on } from './hooks.ts'
import { ask, askAgain, askAnew } from './lease/ask.ts'
import { beat } from './lease/beacon.ts'
import { dropLease, forgetLeases, keepLeases, leases } from './lease/leases.ts'
import { whenSettled } from './lease/outcomes.ts'
import { addEvent } from './metrics/events.ts'
import { params } from './metrics/params.ts'
import { numbers, targets } from './page/numbers.ts'
import { records, undo } from './page/records.ts'
import { pauseScans, prepareFilter, scanLater, work } from './page/scan.ts'
import { show } from './page/show.ts'
import { readTarget } from './page/target.ts'
import { consentMode, setConsent } from './visit/consent.ts'
import { forgetIdentity, rememberIdentity } from './visit/identity.ts'

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

/** What `number()` resolves with; the number is `null` where the page is to keep its own, and `reason` says why. */
export interface NumberResult {
  number: E164 | null
  national: string | null
  international: string | null
  href: string | null
  shared: boolean
  reason: SlotAnswer['reason']
}

/** The one global. `rotary('method', …)` is the same as `rotary.method(…)`, and works before the script has come if a stub collects the calls. */
export interface Rotary {
  (method: string, ...args: unknown[]): unknown
  /** Overrides the site's settings on this page. */
  config(options: Options): void
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void
  off<Name extends EventName>(event: Name, listener: Listener<Name>): void
  /** A number without any swapping, for pages that render it themselves. Never rejects. */
  number(target: string, options?: NumberOptions): Promise<NumberResult>
  /** Custom parameters that travel with the session to the call: at most 20, values of at most 256 characters. */
  set(values: Record<string, unknown>): void
  /** Looks through the page, or a part of it, again; also after `restore`. */
  refresh(root?: Node): void
  /** Puts every original back and writes no more until `refresh`. */
  restore(): void
  /** Leaves the page: originals back, nothing observed, nothing sent any more. */
  stop(): void
  /** Whether anything may be stored on this device. */
  consent(choice: { storage: boolean }): void
}

const home = () => (settings.root as Element | undefined) || document.documentElement

export function readTargets(): void {
  targets.splice(0, targets.length, ...settings.targets.map(readTarget))
  prepareFilter()
}

function undoAll(): void {
  for (const record of [...records.values()]) undo(record)
}

function refresh(root: Node = home()): void {
  pauseScans(false)
  askAgain()
  scanLater(root)
  work()
}

function restore(): void {
  pauseScans(true)
  undoAll()
  emit('restore', {})
}

function consent({ storage }: { storage: boolean }): void {
  const before = consentMode()
  setConsent(storage)
  if (!storage) {
    forgetIdentity()
    forgetLeases()
    if (consentMode() === 'nothing') {
      leases.forEach(dropLease)
      for (const slot of [...numbers.keys()]) show(slot)
    }
  } else if (before !== consentMode()) {
    rememberIdentity()
    keepLeases()
    askAnew()
  }
}

const methods: Omit<Rotary, never> = {
  config(options: Options) {
    const { root, consent: choice } = options
    Object.assign(settings, options)
    if (typeof root === 'string') settings.root = document.querySelector(root) || document.documentElement
    readTargets()
    if (choice) consent(choice)
    undoAll()
    if (started) refresh()
  },
  on,
  off(event, listener) {
    on(event, listener)()
  },
  number(target, { slot, forwardTo, sig, exp } = {}) {
    const { e164 } = readTarget(target)
    const known = targets.find((one) => one.slot === target || one.e164 === e164)
    const place = (slot || forwardTo || known?.slot || e164).replace(/[^\w:+.-]/g, '_').slice(0, 64)
    ask({ target: known?.e164 || e164, slot: place, ...(forwardTo && { forwardTo: readTarget(forwardTo).e164 }), ...(sig && { sig, exp: exp! }) })
    askAgain()
    return new Promise((resolve) =>
      whenSettled(place, ({ number, shared, reason }) => {
        const { e164: leased = null, national = null, international = null } = number || {}
        resolve({ number: leased, national, international, href: leased && `tel:${leased}`, shared, reason })
      }),
    )
  },
  set(values) {
    for (const key of Object.keys(values)) if (/^[\w.-]{1,40}$/.test(key)) params[key] = `${values[key]}`.slice(0, 256)
    addEvent({ type: 'params', params: { ...params } })
  },
  refresh,
  restore,
  stop() {
    beat(true)
    stopAll()
    restore()
  },
  consent,
} as Rotary

let started = false
export function noteStarted(): void {
  started = true
}

/** Puts the API in the place of the stub; nothing if a copy of the script is there already. */
export function installApi(): Rotary | undefined {
  const page = window as unknown as { rotary?: Rotary & { q?: unknown[][] } }
  const stub = page.rotary
  if (stub?.refresh) return undefined
  const rotary = ((method: keyof Rotary, ...args: unknown[]) =>
    (rotary[method] as unknown as (...args: unknown[]) => unknown)?.(...args)) as unknown as Rotary
  for (const name of Object.keys(methods) as (keyof Rotary)[]) rotary[name] = guard(methods[name] as never) as never
  page.rotary = rotary
  for (const [method, ...args] of stub?.q || []) rotary(method as string, ...args)
  return rotary
}

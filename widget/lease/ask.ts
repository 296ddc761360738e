import type { E164 } from '../../edge/brands.ts'
import type { LeaseAnswer, LeaseRequest } from '../../edge/contract.ts'
import { guard } from '../browser/guard.ts'
import { uuid7 } from '../browser/random.ts'
import { post } from '../browser/send.ts'
import { settings } from '../config.ts'
import { emit } from '../hooks.ts'
import { params } from '../metrics/params.ts'
import { readArrival } from '../touch/arrival.ts'
import { consentMode } from '../visit/consent.ts'
import { knownIdentity, rememberIdentity } from '../visit/identity.ts'
import { pageId } from '../visit/pageId.ts'
import { addLease } from './leases.ts'
import { settle } from './outcomes.ts'

export type SlotRequest = LeaseRequest['slots'][number] & { slot: string; target: E164 }

/** The contract's limit for one request. */
const BATCH = 16
/** Everything ever asked for on this page, by slot. */
const asked = new Map<string, SlotRequest>()
/** Known, but not to be asked for before they are seen. */
const lazy = new Map<string, SlotRequest>()
let queue: SlotRequest[] = []
let failed: SlotRequest[] = []
let timer: ReturnType<typeof setTimeout> | 0 | undefined
let whenLeased: () => void = () => {}

export function whenAnswered(fn: () => void): void {
  whenLeased = fn
}

/** Asks once for a slot: at once, or (`later`) when `askFor` or `askForAll` says so. */
export function ask(request: SlotRequest, later?: boolean): void {
  const { slot } = request
  if (asked.has(slot)) return
  if (!settings.enabled) {
    settle({ ...request, reason: 'off', shared: false })
    return
  }
  if (later) {
    lazy.set(slot, request)
    return
  }
  lazy.delete(slot)
  asked.set(slot, request)
  queue.push(request)
  askSoon()
}

/** Slots that came from an earlier page view need no asking. */
export function noteGiven(request: SlotRequest): void {
  asked.set(request.slot, request)
}

export function askFor(slot: string): void {
  const request = lazy.get(slot)
  if (request) ask(request)
}

export function askForAll(): void {
  for (const request of [...lazy.values()]) ask(request)
}

/** Once more for what failed. */
export function askAgain(requests: SlotRequest[] = failed.splice(0)): void {
  queue.push(...requests)
  askSoon()
}

/** Everything anew, e.g. after consent: the same numbers, known better. */
export function askAnew(slots?: string[]): void {
  if (!slots) queue = []
  askAgain([...asked.values()].filter(({ slot }) => !slots || slots.includes(slot)))
}

/** What is found together is asked for together; while the page is being parsed that takes a moment longer. */
function askSoon(): void {
  timer ||= setTimeout(guard(send), document.readyState === 'loading' ? 50 : 0)
}

function send(): void {
  timer = 0
  // A page in a background tab takes no number before it is looked at.
  if (!queue.length || document.visibilityState === 'hidden' || consentMode() === 'nothing') return
  const slots = queue.splice(0, BATCH)
  const body = {
    site: settings.site,
    request: uuid7(),
    page: pageId,
    ...knownIdentity(),
    ...readArrival(),
    slots: plain(slots),
    params,
  }
  const attempt = (retries: number) => {
    const sent = Date.now()
    post<LeaseAnswer>(`${settings.edge}/v1/leases`, { ...body, at: sent } satisfies LeaseRequest, settings.timeout, (answer) => {
      if (answer?.slots?.length) answered(answer, slots, sent)
      else if (retries) attempt(retries - 1)
      else unanswered(slots)
    })
  }
  attempt(1)
  if (queue.length) askSoon()
}

function answered(answer: LeaseAnswer, slots: SlotRequest[], sent: number): void {
  rememberIdentity(answer)
  addLease(answer, sent)
  if (answer.reason === 'unavailable') failed.push(...slots)
  for (const slot of answer.slots) settle(slot)
  emit('lease', { reason: answer.reason, slots: answer.slots })
  whenLeased()
}

function unanswered(slots: SlotRequest[]): void {
  failed.push(...slots)
  for (const { slot, target } of slots) settle({ slot, target, reason: 'unavailable', shared: false })
  emit('error', { code: 'unavailable' })
}

/** Prototype.js gives arrays a `toJSON` that makes a string of them. */
function plain<T>(list: T[]): T[] {
  return Object.assign(list, { toJSON: undefined })
}

import type { E164 } from '../../edge/brands.ts'
import type { LeaseAnswer, LeaseRequest, SlotAnswer } from '../../edge/contract.ts'
import { emit } from '../browser/emit.ts'
import { guard } from '../browser/guard.ts'
import { pageId, uuid7 } from '../browser/random.ts'
import { send } from '../browser/send.ts'
import { settings } from '../config.ts'
import { shown } from '../page/swap.ts'
import { readArrival } from '../touch/arrival.ts'
import { consentMode } from '../visit/consent.ts'
import { visit } from '../visit/visit.ts'
import { keepVisit } from './keepVisit.ts'

export type SlotRequest = LeaseRequest['slots'][number] & { slot: string; target: E164 }

/** A visit ends after 30 minutes without a page or a beacon. */
const INACTIVITY = 18e5

/** Custom parameters of the session, set by `rotary.set`. */
export const params: { [name: string]: string } = {}
/** Everything wanted on this page, by slot. */
const requests = new Map<string, SlotRequest>()
/** Something is wanted that was not asked for, or in vain. */
let due: unknown
let timer: unknown

/**
 * Asks once for a slot, soon; not for one that an earlier page view was given and may still show. Gives what is known of it by now,
 * without its number where its time has passed.
 */
export const ask = (request: SlotRequest): SlotAnswer | undefined => {
  const { slot } = request
  if (!requests.has(slot)) {
    requests.set(slot, request)
    if (!shown.has(slot)) askAnew()
  }
  const answer = visit.slots?.find((one) => one.slot === slot)
  return answer && { ...answer, number: shown.get(slot)! }
}

/** Asks for everything on this page: what it has already stays the same, and one token covers all. */
export const askAnew = (): void => {
  due = 1
  askSoon()
}

/** What is found together is asked for together, and what failed once more. */
export const askSoon = (): void => {
  timer ||= setTimeout(askNow)
}

const askNow = guard(async (): Promise<unknown> => {
  timer = 0
  // A page in a background tab takes no number before it is looked at.
  if (!due || document.hidden || settings.lazy || consentMode() === 'nothing') return undefined
  due = 0
  const body = {
    ...readArrival(),
    params,
    site: settings.site,
    request: uuid7(),
    page: pageId,
    visitor: visit.visitor,
    session: Date.now() - visit.at! < INACTIVITY ? visit.session : undefined,
    slots: [...requests.values()].slice(-16),
  }
  for (let tries = 2; tries--;) {
    const at = Date.now()
    const answer = await send<LeaseAnswer>('/v1/leases', { ...body, at } as LeaseRequest, settings.timeout)
    if (answer?.slots) {
      keepVisit({ ...answer, at }, 1)
      return emit('lease', answer)
    }
  }
  due = 1
  emit('lease', { reason: 'unavailable', slots: [] })
})

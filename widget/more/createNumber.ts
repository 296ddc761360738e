import type { E164 } from '../../edge/brands.ts'
import type { BeaconSlotAnswer, PublicTarget, SlotAnswer } from '../../edge/contract.ts'
import type { NumberResult, Rotary } from '../api.ts'
import type { Work } from './work.ts'

/** `rotary.number()`: resolves as soon as the outcome for the slot is known. */
export const createNumber = ({ rotary, settings }: Work): Rotary['number'] => {
  /** Slots that had an outcome on this page. One that is without a number since its time has passed has that for its outcome. */
  const seen = new Set<string>()
  rotary.on('lease', ({ slots }) => {
    for (const { slot } of slots) seen.add(slot)
  })
  return (target, { slot, forwardTo, sig, exp } = {}) => {
    const e164 = toE164(target)
    const known = settings.targets
      .map((one): Partial<PublicTarget> => (typeof one === 'string' ? { e164: toE164(one) } : one))
      .find((one) => one.slot === target || one.e164 === e164)
    const place = (slot || forwardTo || known?.slot || known?.e164 || e164).replace(/[^\w:+.-]/g, '_').slice(0, 64)
    const request = {
      target: known?.e164 || e164,
      slot: place,
      ...(forwardTo && { forwardTo: toE164(forwardTo) }),
      ...(sig && { sig }),
      ...(exp && { exp }),
    }
    return new Promise<NumberResult>((resolve) => {
      const done = (answer: SlotAnswer) => {
        seen.add(place)
        off()
        resolve(toResult(answer))
      }
      const off = rotary.on('lease', ({ reason, slots }) => {
        const answer = slots.find((one) => one.slot === place)
        if (answer) done(answer)
        else if (reason === 'unavailable') done({ ...request, reason, shared: false })
      })
      const answer = rotary.ask(request)
      // A number of an earlier page view whose time has passed: what the edge says now counts.
      if (answer && (answer.number || answer.reason !== 'leased' || seen.has(place))) done(answer)
    })
  }
}

const toE164 = (written: string): E164 => `+${written.replace(/\D/g, '')}` as E164

/** A beacon's answer stands in the place of the lease's, with a status for a reason. */
function toResult({ number, shared, reason = 'leased', status }: SlotAnswer & { status?: BeaconSlotAnswer['status'] }): NumberResult {
  if (!number) {
    if (status === 'gone') return { shared, reason: 'exhausted' }
    // Its time has passed and the edge has not answered.
    return { shared, reason: reason === 'leased' ? 'unavailable' : reason }
  }
  const { e164, national, international } = number
  return { number: e164, national, international, href: `tel:${e164}`, shared, reason }
}

import type { E164 } from '../../edge/brands.ts'
import type { SlotAnswer } from '../../edge/contract.ts'
import type { NumberResult, Rotary } from '../api.ts'
import type { PublicTarget } from '../../edge/contract.ts'
import type { Work } from './work.ts'

/** `rotary.number()`: resolves as soon as the outcome for the slot is known. */
export const createNumber =
  ({ rotary, settings }: Work): Rotary['number'] =>
  (target, { slot, forwardTo, sig, exp } = {}) => {
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
        off()
        resolve(toResult(answer))
      }
      const off = rotary.on('lease', ({ reason, slots }) => {
        const answer = slots.find((one) => one.slot === place)
        if (answer) done(answer)
        else if (reason === 'unavailable') done({ ...request, reason, shared: false })
      })
      const answer = rotary.ask(request)
      if (answer) done(answer)
    })
  }

const toE164 = (written: string): E164 => `+${written.replace(/\D/g, '')}` as E164

function toResult({ number, shared, reason }: SlotAnswer): NumberResult {
  if (!number) return { shared, reason }
  const { e164, national, international } = number
  return { number: e164, national, international, href: `tel:${e164}`, shared, reason }
}

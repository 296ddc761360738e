import type { SlotAnswer } from '../../edge/contract.ts'
import { emit } from '../browser/emit.ts'
import { guard } from '../browser/guard.ts'
import { undo } from '../page/records.ts'
import { scanLater } from '../page/scan.ts'
import { shown, waiting } from '../page/swap.ts'
import { consentMode } from '../visit/consent.ts'
import type { Visit } from '../visit/visit.ts'
import { saveVisit, setVisit, visit } from '../visit/visit.ts'

/** Takes over what is new, shows what may be shown, and remembers it for the next page view. */
export const keepVisit = (news: Visit, quiet?: unknown): void => {
  setVisit({ ...visit, ...news })
  showVisit(quiet)
  setTimeout(guard(showVisit), visit.safeUntil)
  if (consentMode() === 'full') saveVisit()
}

/**
 * Shows each slot's number in all its places; where its time has passed, the originals until the edge has answered. Tells what has
 * changed, unless the caller does.
 */
export const showVisit = (quiet?: unknown): void => {
  const slots: SlotAnswer[] = []
  for (const answer of visit.slots || []) {
    const { slot } = answer
    const next = Date.now() - visit.at! < visit.safeUntil! ? answer.number : undefined
    if (shown.get(slot)?.e164 !== next?.e164) {
      shown.set(slot, next)
      slots.push({ ...answer, number: next! })
      undo((written, place) => written._done.some((one) => one.slot === slot) && waiting.add(place))
    }
  }
  for (const place of waiting) scanLater(place)
  waiting.clear()
  if (slots[0] && !quiet) emit('lease', { reason: 'leased', slots })
}

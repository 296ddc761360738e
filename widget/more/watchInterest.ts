import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

/** Milliseconds that a phone must be on screen to count as interest in it. */
const VIEWED = 2000

/** Interest in the phone: its number was copied, or it stayed in view; each slot's view counts once a page view. */
export const watchInterest = ({ rotary, stops }: Work): void => {
  const shown = new Map<string, string>()
  const viewed = new Set<string>()
  const slots = new WeakMap<Element, string>()
  const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>()
  const observer = window.IntersectionObserver
    ? new IntersectionObserver(
        guard((entries: IntersectionObserverEntry[]) => {
          for (const { target, isIntersecting } of entries) {
            clearTimeout(timers.get(target))
            const slot = slots.get(target)!
            if (isIntersecting && !viewed.has(slot)) {
              timers.set(
                target,
                setTimeout(
                  guard(() => {
                    viewed.add(slot)
                    rotary.event({ type: 'intent', slot })
                  }),
                  VIEWED,
                ),
              )
            }
          }
        }),
      )
    : undefined
  rotary.on('swap', ({ slot, number, element }) => {
    shown.set(slot, number.e164)
    slots.set(element, slot)
    if (!viewed.has(slot)) observer?.observe(element)
  })
  const copied = guard(() => {
    const digits = `${getSelection()}`.replace(/\D/g, '')
    for (const [slot, e164] of shown) {
      if (digits.includes(e164.slice(-7))) {
        rotary.event({ type: 'copy', slot })
        document.dispatchEvent(new CustomEvent('rotary:copy', { detail: { slot, number: e164 } }))
      }
    }
  })
  addEventListener('copy', copied, true)
  stops.push(() => {
    removeEventListener('copy', copied, true)
    observer?.disconnect()
  })
}

import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

/** Milliseconds after the last sign of life for which a page still counts as read. */
const ATTENTION = 15_000
const STEP = 1000
const LEAVING = ['blur', 'pagehide']
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart']

/** Totals of this page view, told when it is hidden: active time, deepest scroll, time each slot was on screen. */
export const watchEngagement = ({ rotary, stops }: Work): void => {
  let engaged = 0
  let scroll = 0
  let active = Date.now()
  const seen: { [slot: string]: number } = {}
  const inSight = new Map<Element, string>()
  const slots = new WeakMap<Element, string>()
  const observer = window.IntersectionObserver
    ? new IntersectionObserver(
        guard((entries: IntersectionObserverEntry[]) => {
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) inSight.set(target, slots.get(target)!)
            else inSight.delete(target)
          }
        }),
      )
    : undefined
  rotary.on('swap', ({ slot, element }) => {
    slots.set(element, slot)
    observer?.observe(element)
  })
  const sign = guard(() => {
    active = Date.now()
    const { scrollHeight } = document.documentElement
    if (scrollHeight) scroll = Math.max(scroll, Math.min(100, Math.round(((scrollY + innerHeight) / scrollHeight) * 100)))
  })
  sign()
  const step = setInterval(
    guard(() => {
      if (!document.hidden && Date.now() - active < ATTENTION) {
        engaged += STEP
        for (const slot of new Set(inSight.values())) seen[slot] = (seen[slot] || 0) + STEP
      }
    }),
    STEP,
  )
  // The core sends its last beacon on `visibilitychange`: `blur` and, on navigation, `pagehide` come before it.
  const tell = guard(() => rotary.event({ type: 'engagement', engaged, scroll, seen: { ...seen } }))
  const teller = setInterval(tell, 20 * STEP)
  for (const type of SIGNS) addEventListener(type, sign, { capture: true, passive: true })
  for (const type of LEAVING) addEventListener(type, tell)
  stops.push(() => {
    clearInterval(step)
    clearInterval(teller)
    observer?.disconnect()
    for (const type of LEAVING) removeEventListener(type, tell)
    for (const type of SIGNS) removeEventListener(type, sign, true)
  })
}

import { guard } from '../browser/guard.ts'
import { whenStopped } from '../browser/listen.ts'

/** Milliseconds that a phone must be on screen to count as interest in it. */
const VIEWED = 2000
const slots = new WeakMap<Element, string>()
let observer: IntersectionObserver | undefined

interface Sight {
  /** Something of the slot comes into view. */
  seen(slot: string): void
  /** It was looked at. */
  viewed(slot: string): void
}

/** Prepares `watchSight`; without IntersectionObserver nothing is ever reported. */
export function whenInSight({ seen, viewed }: Sight): void {
  if (!window.IntersectionObserver) return
  const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>()
  observer = new IntersectionObserver(
    guard((entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target))
        const slot = slots.get(target)
        if (slot && isIntersecting) {
          seen(slot)
          timers.set(target, setTimeout(guard(() => viewed(slot)), VIEWED))
        }
      }
    }),
  )
  whenStopped(() => observer!.disconnect())
}

export function watchSight(slot: string, element: Element): void {
  if (!slots.has(element)) {
    slots.set(element, slot)
    observer?.observe(element)
  }
}

import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

/** Milliseconds after which even a lazy page asks. */
const LONGEST = 4000
const ACTIONS = ['pointerdown', 'keydown', 'scroll', 'touchstart']

/** A lazy page: asks when a target comes into view, when somebody does anything, or after 4 s, whichever comes first. */
export const watchSight = ({ rotary, stops }: Work): void => {
  const observer = window.IntersectionObserver
    ? new IntersectionObserver(guard((entries) => entries.some((entry) => entry.isIntersecting) && hurry()))
    : undefined
  const off = rotary.on('wanted', ({ element }) => observer?.observe(element))
  const timer = setTimeout(() => hurry(), LONGEST)
  const hurry = () => {
    leave()
    rotary.config({ lazy: false })
  }
  const leave = () => {
    off()
    observer?.disconnect()
    clearTimeout(timer)
    for (const type of ACTIONS) removeEventListener(type, hurry, true)
  }
  for (const type of ACTIONS) addEventListener(type, hurry, { capture: true, passive: true })
  stops.push(leave)
}

import { guard } from './guard.ts'
import { listen } from './listen.ts'

/**
 * Calls `hidden` when the page may be left and `shown` when it is looked at again: also after bfcache (`pageshow`) and after
 * freezing (`resume`), where timers have slept. `pagehide` as well as `visibilitychange`, which Safari leaves out on navigation
 * (https://bugs.webkit.org/show_bug.cgi?id=151234). Either is told once in a row.
 */
export function whenShownOrHidden(shown: () => void, hidden: () => void): void {
  let visible = true
  const become = guard((next: boolean) => {
    if (visible !== next) {
      visible = next
      if (next) shown()
      else hidden()
    }
  })
  const look = () => become(document.visibilityState === 'visible')
  listen(document, 'visibilitychange', look)
  listen(document, 'resume', look)
  listen(window, 'pageshow', look)
  listen(window, 'pagehide', () => become(false))
  look()
}

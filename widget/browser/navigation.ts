import { guard } from './guard.ts'
import { listen, whenStopped } from './listen.ts'

/**
 * Calls back after each navigation inside the document to another URL. `history` has no event for its own methods, so they are
 * wrapped: same arity, same result, taken off again only if nobody wrapped ours meanwhile. A frozen `history` stays as it is.
 */
export function whenNavigated(callback: (from: string) => void): void {
  let url = location.href
  let on = true
  const look = guard(() => {
    const from = url
    url = location.href
    if (on && from !== url) callback(from)
  })
  for (const name of ['pushState', 'replaceState'] as const) {
    guard(() => {
      const original = history[name]
      // Two named parameters: `pushState.length` is 2.
      const wrapped = function (this: History, _data: unknown, _unused: string) {
        const result = original.apply(this, arguments as unknown as Parameters<typeof original>)
        look()
        return result
      }
      if (!Object.isFrozen(history)) history[name] = wrapped
      whenStopped(() => {
        on = false
        if (history[name] === wrapped) history[name] = original
      })
    })()
  }
  listen(window, 'popstate', look)
  listen(window, 'hashchange', look)
}

import { guard } from '../browser/guard.ts'

/**
 * Calls back after each navigation inside the document to another URL. `history` has no event for its own methods, so they are
 * wrapped: same arity, same result, taken off again only if nobody wrapped ours meanwhile. A frozen `history` stays as it is.
 * Returns `stop()`.
 */
export const whenNavigated = (callback: (from: string) => void): (() => void) => {
  const undo: (() => void)[] = []
  let url = location.href
  const look = guard(() => {
    const from = url
    url = location.href
    if (from !== url) callback(from)
  })
  for (const type of ['popstate', 'hashchange']) {
    addEventListener(type, look, true)
    undo.push(() => removeEventListener(type, look, true))
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    guard(() => {
      const original = history[name]
      // Two named parameters: `pushState.length` is 2.
      const wrapped = function (this: History, _data: unknown, _unused: string) {
        const result = original.apply(this, arguments as unknown as Parameters<typeof original>)
        look()
        return result
      }
      if (Object.isFrozen(history)) return
      history[name] = wrapped
      undo.push(() => {
        if (history[name] === wrapped) history[name] = original
      })
    })()
  }
  return () => {
    for (const step of undo) step()
  }
}

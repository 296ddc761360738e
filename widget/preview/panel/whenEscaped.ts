import { guard } from '../../browser/guard.ts'

/**
 * Escape anywhere, unless the page has a use for it: it took the key, or the focus is in a field or a dialog of the page. Returns `stop()`.
 */
export const whenEscaped = (root: ShadowRoot, then: () => void): (() => void) => {
  const listen = guard((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const busy = !root.activeElement && document.activeElement?.closest('input,textarea,select,[contenteditable],dialog,[role=dialog]')
    if (!busy) then()
  })
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}

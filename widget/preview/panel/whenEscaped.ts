import { guard } from '../../browser/guard.ts'
import { openModal } from './openModal.ts'

/**
 * Escape anywhere, unless the page has a use for it: it took the key, a dialog of it is open, or the focus is in a field. Returns `stop()`.
 */
export const whenEscaped = (root: ShadowRoot, then: () => void): (() => void) => {
  const listen = guard((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const busy =
      openModal() ||
      (!root.activeElement && document.activeElement?.closest('input,textarea,select,[contenteditable],dialog,[role=dialog]'))
    if (!busy) then()
  })
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}

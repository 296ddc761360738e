import type { RotaryEvents } from '../hooks.ts'

/** Leaves places alone as if they had not been found: no number is taken for them either. To be called before the core runs. */
export const keepOut = (isOut: (place: RotaryEvents['wanted']) => boolean): void => {
  for (const type of ['rotary:wanted', 'rotary:before-swap']) {
    document.addEventListener(type, ((event: CustomEvent<RotaryEvents['wanted']>) => {
      if (!isOut(event.detail)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }) as EventListener)
  }
}

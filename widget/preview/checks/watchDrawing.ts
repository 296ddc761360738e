import { guard } from '../../browser/guard.ts'
import { DIGITS } from '../../page/digits.ts'
import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'

/** Notes what the page writes on a canvas: nobody can swap that. */
export const watchDrawing = (model: Model, journal: Journal): void => {
  for (const name of ['fillText', 'strokeText'] as const) {
    for (const { prototype } of [
      CanvasRenderingContext2D,
      ...(typeof OffscreenCanvasRenderingContext2D === 'function' ? [OffscreenCanvasRenderingContext2D] : []),
    ]) {
      const before = prototype[name]
      const note = guard((text: string, canvas: unknown) => {
        if (text.replace(/\D/g, '').length < 7 || text.search(DIGITS) < 0 || journal.drawn.some((one) => one.text === text)) return
        journal.drawn.push({ text, canvas: canvas instanceof HTMLCanvasElement ? canvas : undefined })
        model.changed()
      })
      const patched = function (this: { canvas?: unknown }, ...args: Parameters<typeof before>) {
        note(String(args[0]), this.canvas)
        before.apply(this as never, args)
      }
      prototype[name] = patched as typeof before
      model.stops.push(() => {
        if (prototype[name] === patched) prototype[name] = before
      })
    }
  }
}

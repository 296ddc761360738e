import { guard } from './guard.ts'

const stops: (() => void)[] = []

/** Everything that is to be undone by `rotary.stop()`. */
export function whenStopped(undo: () => void): void {
  stops.push(undo)
}

export function stopAll(): void {
  for (const stop of stops.splice(0)) guard(stop)()
}

/** A guarded passive listener in the capture phase, so that pages which stop propagation do not matter; removed by `stopAll`. */
export function listen<E extends Event>(target: EventTarget, type: string, listener: (event: E) => void): void {
  const guarded = guard(listener) as EventListener
  const options = { capture: true, passive: true }
  target.addEventListener(type, guarded, options)
  whenStopped(() => target.removeEventListener(type, guarded, options))
}

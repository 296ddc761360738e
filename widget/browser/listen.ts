import { guard } from './guard.ts'

/** A guarded listener on `window` in the capture phase, so that pages which stop propagation do not matter. */
export const listen = <E extends Event>(type: string, listener: (event: E) => void): void =>
  addEventListener(type, guard(listener) as EventListener, true)

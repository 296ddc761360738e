import { RotaryError } from '../errors.ts'

/** Names are stored joined by these; the door lets none through, so meeting one here is a fault. */
export function requirePlain(names: (string | null | undefined)[]): void {
  for (const name of names)
    if (name && /[|;,@#]/.test(name)) throw new RotaryError('internal', `A name in the hot state may not hold | ; , @ #: ${name}`)
}

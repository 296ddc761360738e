let report: (error: unknown) => void = () => {}
let reporting = false

/** Says who hears of what `guard` caught. */
export function whenFault(listener: (error: unknown) => void): void {
  report = listener
}

/** Tells of a fault without ever making a second one. */
export function fault(error: unknown): void {
  if (reporting) return
  reporting = true
  try {
    report(error)
  } catch {
    // Nowhere left to tell it.
  }
  reporting = false
}

/**
 * Stands round every entry point (listener, timer, observer, public call): in a stranger's page nothing of ours may throw.
 */
export const guard =
  <Args extends unknown[], Result>(fn: (...args: Args) => Result) =>
  (...args: Args): Result | undefined => {
    try {
      return fn(...args)
    } catch (error) {
      fault(error)
      return undefined
    }
  }

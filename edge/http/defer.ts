import type { Context } from 'hono'
import { describeFault } from '../describeFault.ts'

/** Lets work go on after the answer; null = there is none to do. */
export type Defer = (work: Promise<unknown> | null) => void

/** Where there is no execution context (tests) the work simply runs. */
export function deferOf(c: Context): Defer {
  return (work) => {
    if (!work) return
    const quiet = work.catch((error: unknown) => console.error(JSON.stringify({ deferred: c.req.routePath, ...describeFault(error) })))
    try {
      c.executionCtx.waitUntil(quiet)
    } catch {
      // Hono throws when there is none; the promise runs all the same.
    }
  }
}

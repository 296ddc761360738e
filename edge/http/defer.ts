import type { Context } from 'hono'
import { describeFault } from '../describeFault.ts'

/** Lets work go on after the answer; where there is no execution context (tests) it simply runs. */
export function deferOf(c: Context): (work: Promise<unknown>) => void {
  return (work) => {
    const quiet = work.catch((error: unknown) => console.error(JSON.stringify({ deferred: c.req.routePath, ...describeFault(error) })))
    try {
      c.executionCtx.waitUntil(quiet)
    } catch {
      // Hono throws when there is none; the promise runs all the same.
    }
  }
}

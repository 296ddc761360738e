import { addressProblem } from './checkAddress.ts'

export type Outside = (address: string, init: RequestInit) => Promise<Response>

export type OutsideAnswer = { kind: 'answered'; response: Response } | { kind: 'refused'; problem: string }

const MOST_HOPS = 3

/** What a redirect may be where nothing is sent that it could lose. */
const MOVED = new Set([301, 302, 303, 307, 308])

/**
 * Calls an address that somebody else chose. Each hop of a redirect is checked like the first. Only 307 and 308 keep what is sent, and so
 * are followed; with `moved` all are, for GET.
 */
export async function callOutside(
  outside: Outside,
  { address, init, allowPrivate, moved = false }: { address: string; init: RequestInit; allowPrivate: string[]; moved?: boolean },
): Promise<OutsideAnswer> {
  let next = address
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const problem = addressProblem(next, allowPrivate)
    if (problem) return { kind: 'refused', problem: hop === 0 ? problem : `redirected to an address that ${problem}` }
    const response = await outside(next, { ...init, redirect: 'manual' })
    const location = response.headers.get('location')
    const { status } = response
    const followed = moved ? MOVED.has(status) : status === 307 || status === 308
    if (!followed || !location || !URL.canParse(location, next)) return { kind: 'answered', response }
    await response.body?.cancel()
    next = new URL(location, next).href
  }
  return { kind: 'refused', problem: `redirected more than ${MOST_HOPS} times` }
}

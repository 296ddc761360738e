import { addressProblem } from './checkAddress.ts'

export type Outside = (address: string, init: RequestInit) => Promise<Response>

export type OutsideAnswer = { kind: 'answered'; response: Response } | { kind: 'refused'; problem: string }

const MOST_HOPS = 3

/** Calls an address that somebody else chose. Each hop of a redirect is checked like the first; only 307 and 308 keep what is sent. */
export async function callOutside(
  outside: Outside,
  { address, init, allowPrivate }: { address: string; init: RequestInit; allowPrivate: string[] },
): Promise<OutsideAnswer> {
  let next = address
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const problem = addressProblem(next, allowPrivate)
    if (problem) return { kind: 'refused', problem: hop === 0 ? problem : `redirected to an address that ${problem}` }
    const response = await outside(next, { ...init, redirect: 'manual' })
    const location = response.headers.get('location')
    if ((response.status !== 307 && response.status !== 308) || !location || !URL.canParse(location, next))
      return { kind: 'answered', response }
    await response.body?.cancel()
    next = new URL(location, next).href
  }
  return { kind: 'refused', problem: `redirected more than ${MOST_HOPS} times` }
}

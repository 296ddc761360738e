import type { PublicSettings } from '../../edge/contract.ts'
import type { Rotary } from '../api.ts'
import { whenRotary } from './whenRotary.ts'

export interface StartOptions {
  /** Where your Rotary runs, e.g. `https://edge.example.com`. */
  edge: string
  /** The site key, `pk_…`. */
  site: string
  /** The site's public settings where they are known already (`GET /v1/settings/:siteKey`): saves one request. */
  settings?: PublicSettings
}

/**
 * Starts Rotary on this page, once: where it runs already, nothing happens but that its API is given. Never rejects. `undefined` on a
 * server, and where the edge cannot be reached: the page then keeps its own numbers.
 */
export const startRotary = async ({ edge, site, settings }: StartOptions): Promise<Rotary | undefined> => {
  if (typeof window === 'undefined') return undefined
  try {
    // The core touches the browser when it is loaded, so only now.
    const [{ start }, known] = await Promise.all([
      import('../start.ts'),
      settings ??
        fetch(`${edge}/v1/settings/${site}`).then((answer) => (answer.ok ? (answer.json() as Promise<PublicSettings>) : undefined)),
    ])
    if (!known) return undefined
    start(known)
    return await whenRotary()
  } catch {
    return undefined
  }
}

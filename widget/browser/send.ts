import type { BeaconRequest, LeaseRequest } from '../../edge/contract.ts'
import { settings } from '../config.ts'

/**
 * Sends a text body without custom headers, so no CORS preflight, and gives the JSON answer, or nothing after any failure.
 * `leaving`: nobody waits, so by `sendBeacon`.
 */
export const send = async <Answer>(
  path: string,
  body: LeaseRequest | BeaconRequest,
  timeout: number,
  leaving?: boolean,
): Promise<Answer | undefined> => {
  try {
    path = settings.edge + path
    // Prototype.js gives arrays a `toJSON` that makes a string of them.
    ;(((body as LeaseRequest).slots || (body as BeaconRequest).events) as { toJSON?: 0 }).toJSON = 0
    const text = JSON.stringify(body)
    if (!leaving || !navigator.sendBeacon?.(path, text)) {
      return await (
        await (settings.fetch || fetch)(path, { method: 'POST', body: text, keepalive: true, signal: AbortSignal.timeout(timeout) })
      ).json()
    }
  } catch {
    // Blocked, slow, down or no JSON: all the same to the page.
  }
  return undefined
}

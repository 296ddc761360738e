import { SECOND } from '../../clock.ts'
import type { HookRequest, Verdict } from '../provider.port.ts'

/** Seconds, as Telnyx's own SDK has it. */
const TOLERANCE = 300

/**
 * Telnyx signs every webhook, TeXML included: Ed25519 over `timestamp|raw body` with the account's key
 * (npm `telnyx`, `src/lib/webhooks.ts`). `publicKey`: base64 of 32 bytes, from Mission Control.
 */
export async function verifyTelnyx(request: HookRequest, { publicKey, now }: { publicKey: string; now: number }): Promise<Verdict> {
  const timestamp = request.headers.get('telnyx-timestamp') ?? ''
  const signature = fromBase64(request.headers.get('telnyx-signature-ed25519') ?? '')
  const raw = fromBase64(publicKey)
  if (!/^\d{1,12}$/.test(timestamp) || signature?.length !== 64 || raw?.length !== 32) return 'forged'
  const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify'])
  const signed = new Uint8Array([...new TextEncoder().encode(`${timestamp}|`), ...request.body])
  if (!(await crypto.subtle.verify('Ed25519', key, signature, signed))) return 'forged'
  return Math.abs(now / SECOND - Number(timestamp)) <= TOLERANCE ? 'genuine' : 'stale'
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

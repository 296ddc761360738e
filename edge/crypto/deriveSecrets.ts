import { toBase64url } from './base64url.ts'
import { masterKeyBytes } from './envelope.ts'

/** Derived secrets live across requests; one `MASTER_KEY` and few labels exist. */
const derived = new Map<string, Promise<string[]>>()

/**
 * Secrets for one purpose, one of each key in a `MASTER_KEY`, the newest first: HKDF-SHA256 (RFC 5869) without a salt, the label as its
 * info. A master key itself signs nothing.
 */
export function deriveSecrets(masterKey: string, label: string): Promise<string[]> {
  const name = `${label} ${masterKey}`
  let secrets = derived.get(name)
  if (!secrets) {
    secrets = Promise.all(masterKeyBytes(masterKey).map((bytes) => derive(bytes, label)))
    if (derived.size > 20) derived.clear()
    derived.set(name, secrets)
  }
  return secrets
}

async function derive(bytes: Uint8Array<ArrayBuffer>, label: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode(`rotary ${label}`)
  return toBase64url(
    new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, key, 256)),
  )
}

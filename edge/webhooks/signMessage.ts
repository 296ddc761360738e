/** Prefix of secrets as Standard Webhooks writes them; base64 of the key follows. */
const PREFIX = 'whsec_'

/** A new secret: 24 random bytes, as the standard asks for at least. */
export function newSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): string {
  return PREFIX + btoa(String.fromCharCode(...random(new Uint8Array(24))))
}

/**
 * The `webhook-signature` header of Standard Webhooks: `v1,` and base64(HMAC-SHA256(secret, `id.timestamp.body`)), one per secret
 * that is valid now, parted by spaces. `at` in seconds since the epoch.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function signMessage({ id, at, body }: { id: string; at: number; body: string }, secrets: string[]): Promise<string> {
  const text = new TextEncoder().encode(`${id}.${at}.${body}`)
  const signatures = secrets.map(async (secret) => {
    const bytes = Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0))
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    return `v1,${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, text))))}`
  })
  return (await Promise.all(signatures)).join(' ')
}

const encoder = new TextEncoder()

/** Imported keys live across requests: importing costs more than signing. Few secrets exist, so the map stays small. */
const keys = new Map<string, Promise<CryptoKey>>()

function keyOf(secret: string): Promise<CryptoKey> {
  let key = keys.get(secret)
  if (!key) {
    key = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
    if (keys.size > 200) keys.clear()
    keys.set(secret, key)
  }
  return key
}

const bytesOf = (data: string | Uint8Array<ArrayBuffer>) => (typeof data === 'string' ? encoder.encode(data) : data)

/** HMAC-SHA256 of a text, or of bytes as they came. */
export async function hmac(secret: string, data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret), bytesOf(data)))
}

/** Constant-time check. */
export async function verifyHmac(
  secret: string,
  data: string | Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return crypto.subtle.verify('HMAC', await keyOf(secret), signature, bytesOf(data))
}

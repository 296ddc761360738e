/** Newer engines bring it (ES2026); Node 24 does not. */
type Encoding = Uint8Array & { toBase64?(options: { alphabet: 'base64url'; omitPadding: true }): string }

/** RFC 4648 §5 without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const native = (bytes as Encoding).toBase64?.({ alphabet: 'base64url', omitPadding: true })
  if (native !== undefined) return native
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Null if the text is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  } catch {
    return null
  }
}

interface Openstat {
  service: string
  campaign: string | null
  ad: string | null
  place: string | null
}

/**
 * The `_openstat` mark: `service;campaign;ad;place`, mostly in base64 (also its URL alphabet, padding may be missing); null where it is neither.
 */
export function readOpenstat(value: string): Openstat | null {
  const text = value.includes(';') ? value : fromBase64(value)
  if (!text?.includes(';')) return null
  const [service = '', campaign, ad, place] = text.split(';').map((part) => part.trim())
  if (!/^[\w.-]+$/.test(service)) return null
  return { service: service.toLowerCase(), campaign: campaign || null, ad: ad || null, place: place || null }
}

function fromBase64(value: string): string | null {
  const plain = value.replace(/[-_ ]/g, (sign) => (sign === '_' ? '/' : '+')).replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]{8,}$/.test(plain) || plain.length % 4 === 1) return null
  const bytes = Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

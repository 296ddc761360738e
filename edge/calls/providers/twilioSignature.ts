import { toHex } from '../../crypto/hex.ts'
import { decodeBody } from '../hookFields.ts'
import type { HookRequest } from '../provider.port.ts'
import { sameSecret } from '../sameSecret.ts'

/**
 * Twilio's request signature: base64(HMAC-SHA1(auth token, URL + sorted form fields)), as `validateRequest` of npm `twilio`
 * (`src/webhooks/webhooks.ts`) has it. A body that is no form is covered by `bodySHA256` in the URL.
 *
 * SignalWire sends the same over its own signing key, and for some requests hex(HMAC-SHA1(key, URL + raw body))
 * (signalwire.com/docs/platform/webhooks): `X-SignalWire-Signature`.
 */
export async function isTwilioSigned(request: HookRequest, authToken: string): Promise<boolean> {
  const ownHeader = request.headers.get('x-signalwire-signature')
  const signature = request.headers.get('x-twilio-signature') ?? ownHeader ?? ''
  const body = decodeBody(request.body)
  if (!signature || body === null) return false
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(authToken), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const bodyHash = request.query.get('bodySHA256')
  if (bodyHash !== null && !(await sameSecret(bodyHash.toLowerCase(), toHex(await digest(request.body))))) return false
  const fields = bodyHash === null && request.method === 'POST' ? sortedFields(body) : ''
  // A body that is read as something else than what was signed is not signed.
  const covered = bodyHash !== null || !(request.headers.get('content-type') ?? '').includes('json')
  for (const url of urlVariants(request.url)) {
    if (covered && (await sameSecret(signature, btoa(String.fromCharCode(...(await sign(key, url + fields))))))) return true
    if (ownHeader && (await sameSecret(ownHeader, toHex(await sign(key, url + body))))) return true
  }
  return false
}

async function digest(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', body))
}

async function sign(key: CryptoKey, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))
}

/** Name and value of every field without separators, by name; of a repeated name each value once, sorted. */
function sortedFields(form: string): string {
  const params = new URLSearchParams(form)
  return [...new Set(params.keys())]
    .toSorted()
    .flatMap((name) => [...new Set(params.getAll(name))].toSorted().map((value) => name + value))
    .join('')
}

/** What Twilio may have signed: "signature generation on the back end is inconsistent" (twilio-node) in ports and in how queries are escaped. */
function urlVariants(url: string): Set<string> {
  // `Request` escapes the apostrophe, which Twilio signs as it stands in its settings.
  const forms = [url, url.replaceAll('%27', "'"), withLegacyQuery(url)]
  return new Set(forms.flatMap((form) => [withoutPort(form), withPort(form)]))
}

const ORIGIN = /^(https?:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d+)?/i

const withoutPort = (url: string) => url.replace(ORIGIN, '$1')

const withPort = (url: string) =>
  url.replace(
    ORIGIN,
    (_, origin: string, port: string | undefined) => origin + (port ?? (origin.toLowerCase().startsWith('https:') ? ':443' : ':80')),
  )

/** As Node's legacy `querystring` writes it: repeated names stand together. */
function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  if (start < 0 || start === url.length - 1) return url
  const params = new URLSearchParams(url.slice(start + 1))
  const pairs = [...new Set(params.keys())].flatMap((name) =>
    params.getAll(name).map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  return `${url.slice(0, start)}?${pairs.join('&')}`
}

import * as v from 'valibot'
import type { SiteKey } from '../brands.ts'
import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { hmac, verifyHmac } from '../crypto/hmac.ts'
import type { SecretKey } from '../env.ts'

/** What a link says of itself. Whether it was revoked its row says. */
export interface PreviewClaims {
  /** Id of its row. */
  id: string
  site: SiteKey
  /** Host and port of the pages that it opens on. */
  host: string
  /** ms */
  expires: number
}

export type PreviewReading = { kind: 'valid' | 'expired'; claims: PreviewClaims } | { kind: 'tampered' }

const Wire = v.tuple([v.string(), v.string(), v.string(), v.number()])

/** Another secret than that of leases: neither token is good for the other's purpose. */
const secretOf = ({ secret }: SecretKey) => `${secret}|preview`

/** `key id . claims . HMAC-SHA256`, all of base64url: it stands in an address. */
export async function signPreview({ id, site, host, expires }: PreviewClaims, key: SecretKey): Promise<string> {
  const wire: v.InferOutput<typeof Wire> = [id, site, host, expires]
  const signed = `${key.id}.${toBase64url(new TextEncoder().encode(JSON.stringify(wire)))}`
  return `${signed}.${toBase64url(await hmac(secretOf(key), signed))}`
}

export async function readPreview(token: string, { keys, now }: { keys: SecretKey[]; now: number }): Promise<PreviewReading> {
  const [id, body, mark, ...rest] = token.split('.')
  const key = keys.find((candidate) => candidate.id === id)
  const signature = mark ? fromBase64url(mark) : null
  const bytes = body ? fromBase64url(body) : null
  if (!key || !signature || !bytes || rest.length) return { kind: 'tampered' }
  // The last character of base64url has bits that no decoder reads: only the one spelling is ours.
  if (toBase64url(signature) !== mark || !(await verifyHmac(secretOf(key), `${id}.${body}`, signature))) return { kind: 'tampered' }
  const parsed = v.safeParse(Wire, JSON.parse(new TextDecoder().decode(bytes)))
  if (!parsed.success) return { kind: 'tampered' }
  const [preview, site, host, expires] = parsed.output
  return { kind: expires <= now ? 'expired' : 'valid', claims: { id: preview, site: site as SiteKey, host, expires } }
}

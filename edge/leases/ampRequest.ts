import * as v from 'valibot'
import type { PageId, SiteKey, VisitorId } from '../brands.ts'
import { E164Schema, type ParsedLeaseRequest } from '../contract.ts'
import { toHex } from '../crypto/hex.ts'
import { hmac } from '../crypto/hmac.ts'
import { type IdSource, newId } from '../ids.ts'

const Text = (length: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, length)),
    ),
    '',
  )

/** What `amp-call-tracking` fills into the address: all may be missing. */
export const AmpQuerySchema = v.object({
  /** The number that stands on the page; the site's first target if absent. */
  target: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => `+${text.replace(/\D/g, '')}`),
      E164Schema,
    ),
  ),
  /** `SOURCE_URL` or `CANONICAL_URL` */
  url: Text(2048),
  /** `DOCUMENT_REFERRER` */
  referrer: Text(2048),
  /** `CLIENT_ID(rotary)`: empty until the AMP page's own consent lets it be known. */
  cid: Text(128),
  /** Origin of the publisher, as the AMP runtime adds it. */
  __amp_source_origin: v.optional(v.string()),
})
export type AmpQuery = v.InferOutput<typeof AmpQuerySchema>

const CACHES = /^https:\/\/([\w-]+\.)*(cdn\.ampproject\.org|amp\.cloudflare\.com|bing-amp\.com)$/

/** Whose page asks: AMP caches ask for the publisher they serve, whom they name. */
export const ampOrigin = (origin: string | undefined, query: AmpQuery): string | undefined =>
  origin !== undefined && CACHES.test(origin) ? query.__amp_source_origin : origin

/**
 * An AMP page's wish as a lease request. A visitor is known by the client id that AMP gives the page, as an HMAC; without one the number
 * is this page's alone.
 */
export async function ampRequest(
  { site, target, query }: { site: SiteKey; target: ParsedLeaseRequest['slots'][number]['target']; query: AmpQuery },
  { secret, ids }: { secret: string; ids: IdSource },
): Promise<ParsedLeaseRequest> {
  const { url, referrer, cid } = query
  const mac = cid ? toHex((await hmac(`${secret}|amp`, `${site}|${cid}`)).subarray(0, 16)) : null
  return {
    site,
    request: newId('req', ids),
    page: `pag_${newId<string>('req', ids).slice(-20)}` as PageId,
    ...(mac && { visitor: `vis_${mac}` as VisitorId }),
    url,
    referrer,
    slots: [{ target }],
    consent: mac ? 'full' : 'in-memory',
    params: {},
    language: '',
    timeZone: '',
    automated: false,
    at: ids.now(),
  }
}

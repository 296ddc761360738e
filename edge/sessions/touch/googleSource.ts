import type { KnownSource } from './knownSource.ts'

/** `google.ru`, `google.co.uk`, `google.com.tr`, and what stands before it. */
const GOOGLE = /^(?:(.+)\.)?google\.(?:com|co|cat|com?\.[a-z]{2}|[a-z]{2})$/

/** Search of every country, images and Lens included. Other products (documents, sites, support) are ordinary referrers: null. */
export function googleSource(place: { host: string; path: string }): KnownSource | null {
  const match = GOOGLE.exec(place.host)
  if (!match) return null
  const product = match[1] ?? ''
  if (product === 'maps' || (product === '' && /^\/maps(?:\/|$)/.test(place.path))) {
    return { source: 'google maps', kind: 'maps', hosts: [] }
  }
  if (product === 'shopping' || product === 'froogle' || (product === '' && /^\/(?:shopping|products)(?:\/|$)/.test(place.path))) {
    return { source: 'google shopping', kind: 'shopping', hosts: [] }
  }
  if (/^(?:|m|images|lens|video|encrypted|ipv4|ipv6|cse|blogsearch|news|search|discover)$/.test(product)) {
    return { source: 'google', kind: 'search', hosts: [], phrase: ['q', 'as_q', 'query'] }
  }
  return null
}

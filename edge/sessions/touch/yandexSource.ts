import type { KnownSource } from './knownSource.ts'

/** `yandex.ru`, `yandex.com.tr`, `ya.ru`, and what stands before it. */
const YANDEX = /^(?:(.+)\.)?(?:yandex\.(?:ru|com|com\.tr|com\.am|com\.ge|by|kz|uz|ua|az|kg|lv|lt|md|tj|tm|ee|fr|eu|co\.il)|ya\.ru)$/

/** Services on paths of the search host that are neither search nor a known source of their own. */
const OTHER_SERVICE = /^\/(?:q|video\/preview|tutor|legal|company|dev|support|adv|promo|jobs|time|internet|pogoda|weather)(?:\/|$)/

const SAVED_COPIES = 'hghltd.yandex.net'
const SEARCH: KnownSource = { source: 'yandex', kind: 'search', hosts: [], phrase: ['text', 'query'] }

/** Search of every country with its phrase (`etext` is enciphered, then there is none), maps and mail. Other services are ordinary referrers: null. */
export function yandexSource(place: { host: string; path: string }): KnownSource | null {
  if (place.host === SAVED_COPIES) return SEARCH
  const match = YANDEX.exec(place.host)
  if (!match) return null
  const product = match[1] ?? ''
  if (/^(?:n\.)?maps$/.test(product) || (/^(?:m|l7test)?$/.test(product) && /^\/(?:maps|navi|profile|web-maps)(?:\/|$)/.test(place.path))) {
    return { source: 'yandex maps', kind: 'maps', hosts: [] }
  }
  if (/^(?:m\.|touch\.|wap\.)?mail$/.test(product)) return { source: 'yandex mail', kind: 'email', hosts: [] }
  if (
    /^(?:m|images|video|news|search|xmlsearch|yandsearch|wap|pda|clck|nova|l7test|family)?$/.test(product) &&
    !OTHER_SERVICE.test(place.path)
  ) {
    return SEARCH
  }
  return null
}

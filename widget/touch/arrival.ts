import { consentMode } from '../visit/consent.ts'

/** How this page view came about, as far as consent lets it be told; the edge classifies it. */
export const readArrival = () => {
  const consent = consentMode() as 'full' | 'region-only' | 'in-memory'
  // `split` by nothing gives the whole.
  const query = /-o/.test(consent) ? /[?#]/ : undefined
  return {
    consent,
    url: cut(location.href.split(query!)[0]!),
    referrer: cut(document.referrer.split('/', query ? 3 : 99).join('/')),
    automated: navigator.webdriver,
  }
}

/** The contract's limit for addresses. */
export const cut = (url: string): string => url.slice(0, 2048)

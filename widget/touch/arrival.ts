import { consentMode } from '../visit/consent.ts'

/** How this page view came about, as far as consent lets it be told; the edge classifies it. */
export const readArrival = () => {
  const consent = consentMode() as 'full' | 'region-only' | 'in-memory'
  const little = consent === 'region-only'
  return {
    consent,
    url: cut(little ? location.href.split(/[?#]/)[0]! : location.href),
    referrer: cut(little ? document.referrer.split('/', 3).join('/') : document.referrer),
    automated: navigator.webdriver,
  }
}

/** The contract's limit for addresses. */
export const cut = (url: string): string => url.slice(0, 2048)

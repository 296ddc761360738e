import type { LeaseRequest } from '../../edge/contract.ts'
import { consentMode } from '../visit/consent.ts'

type Arrival = Pick<LeaseRequest, 'url' | 'referrer' | 'consent' | 'language' | 'timeZone' | 'automated'>

/** How this page view came about, as far as consent lets it be told; the edge classifies it. */
export function readArrival(): Arrival {
  const consent = consentMode()
  const { origin, pathname, href } = location
  const { referrer } = document
  const all = consent !== 'region-only'
  return {
    url: cut(all ? href : origin + pathname),
    referrer: cut(all ? referrer : referrer.split('/', 3).join('/')),
    consent: consent as 'full',
    language: navigator.language || '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || '',
    automated: !!navigator.webdriver,
  }
}

/** The contract's limit. */
export const cut = (url: string): string => url.slice(0, 2048)

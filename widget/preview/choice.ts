import type { RegionCode } from '../../edge/brands.ts'

/** What can be chosen as the way of a visit, and what the edge is told of it; `page` leaves it to the address of the page. */
export const ARRIVALS = {
  page: {},
  'google-ads': { source: 'google', medium: 'cpc' },
  'yandex-direct': { source: 'yandex', medium: 'cpc' },
  'google-search': { referrer: 'https://www.google.com/' },
  'yandex-search': { referrer: 'https://yandex.ru/' },
  email: { source: 'newsletter', medium: 'email' },
  social: { source: 'vk', medium: 'social' },
  direct: {},
  other: {},
} satisfies Record<string, { source?: string; medium?: string; referrer?: string }>
export type Arrival = keyof typeof ARRIVALS

/** The visitor that the page is shown for. */
export interface Choice {
  /** Empty: by the address of whoever looks. */
  region: RegionCode | ''
  arrival: Arrival
  /** Of `other`. */
  source: string
  medium: string
  campaign: string
  exhausted: boolean
  noConsent: boolean
  edge: 'normal' | 'slow' | 'dead'
}

export const firstChoice = (): Choice => ({
  region: '',
  arrival: 'page',
  source: '',
  medium: '',
  campaign: '',
  exhausted: false,
  noConsent: false,
  edge: 'normal',
})

/** The part of a `try` that follows from the choice. What was not chosen by the page's own address has no marks of it. */
export const wishOf = ({ region, arrival, source, medium, campaign, exhausted, noConsent }: Choice, page: string) => ({
  ...(region && { region }),
  ...(arrival === 'other' ? { source, medium } : ARRIVALS[arrival]),
  ...(campaign && { campaign }),
  ...(arrival !== 'page' && { landingPage: page.split('?')[0] }),
  consent: noConsent ? ('none' as const) : ('full' as const),
  pool: exhausted ? ('exhausted' as const) : ('normal' as const),
})

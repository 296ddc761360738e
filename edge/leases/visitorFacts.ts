import type { RegionCode } from '../brands.ts'
import type { ParsedLeaseRequest } from '../contract.ts'
import type { HolderProfile } from '../pool/holder.ts'
import type { DecidedBy } from '../regions/regionOf.ts'
import { reduceToConsent, type Visit } from '../sessions/visit.ts'
import { classifySource } from '../sessions/touch/classifySource.ts'
import { cleanAddress } from '../sessions/touch/cleanAddress.ts'
import { deviceClass } from '../sessions/touch/deviceClass.ts'
import { type BotFields, isBot } from '../sessions/touch/isBot.ts'
import type { SiteSources } from '../sessions/touch/touch.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

/** What a request tells besides its body. */
export interface RequestFacts {
  origin: string | undefined
  userAgent: string
  /** Client's address, never stored. */
  address: string | null
  /** The first tag of `Accept-Language`. */
  language: string
  /** `Sec-GPC: 1` */
  gpc: boolean
  cf: ({ country?: string; regionCode?: string } & BotFields) | undefined
}

export interface VisitorFacts {
  /** Address of the page, as far as consent lets it be known. */
  url: string
  region: RegionCode | null
  regionBy: DecidedBy
  bot: boolean
  profile: HolderProfile
  visit: Omit<Visit, 'startedAt' | 'rules' | 'steps'>
}

const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,8})?$/

/** `?rotary_region=US-TX` on a page of the demo. */
export function forcedRegion(url: string): RegionCode | null {
  const asked = URL.parse(url)?.searchParams.get('rotary_region')
  return asked && REGION.test(asked) ? (asked as RegionCode) : null
}

/** Who asks: region, device, source, bot or not. Pure; `place` is what `placeVisitor` answered. */
export function visitorFacts({
  request,
  place,
  facts,
  settings,
}: {
  request: ParsedLeaseRequest
  place: { region: RegionCode | null; by: DecidedBy }
  facts: RequestFacts
  settings: SiteSettings
}): VisitorFacts {
  const { region, by: regionBy } = place
  const { url, referrer, params } = reduceToConsent(request)
  const site: SiteSources = {
    hosts: settings.origins.filter((origin) => origin !== 'loopback'),
    ...(settings.ignoredReferrers && { ignoredReferrers: settings.ignoredReferrers }),
    ...(settings.marks && { marks: settings.marks }),
  }
  const touch = classifySource({ url, referrer, site })
  const device = deviceClass(facts.userAgent)
  return {
    url,
    region,
    regionBy,
    bot: isBot({ userAgent: facts.userAgent, automated: request.automated, cf: facts.cf }),
    profile: { device, region, weight: 1, suspect: false },
    visit: {
      landing: touch.landing,
      referrer: cleanAddress(referrer),
      touch,
      device,
      region,
      regionBy,
      language: request.language || facts.language,
      timeZone: request.timeZone,
      consent: request.consent,
      params,
    },
  }
}

import type { RegionCode } from '../brands.ts'
import type { ParsedLeaseRequest } from '../contract.ts'
import type { StaticRule } from '../leases/chooseStatic.ts'
import type { DeviceClass } from '../pool/holder.ts'
import type { ChainStep } from '../regions/regionChain.ts'
import type { DecidedBy } from '../regions/regionOf.ts'
import { cleanAddress } from './touch/cleanAddress.ts'
import type { Touch } from './touch/touch.ts'

/** What the outbox says of a visit with each of its leases: everything that a session's row needs besides ids and times. */
export interface Visit {
  /** Path and query, without secrets. */
  landing: string
  referrer: string
  touch: Touch
  device: DeviceClass
  region: RegionCode | null
  regionBy: DecidedBy
  language: string
  timeZone: string
  consent: ParsedLeaseRequest['consent']
  params: Record<string, string>
  startedAt: number
  /** Of each slot that got a static number: which rule chose it. */
  rules?: Record<string, StaticRule>
  /** Of each slot: the steps of its chain, in order. */
  steps?: Record<string, ChainStep[]>
}

/** Before consent is given only the referrer's host and no click ids may be known of a `region-only` visit. */
export function reduceToConsent(request: ParsedLeaseRequest): Pick<ParsedLeaseRequest, 'url' | 'referrer' | 'params'> {
  if (request.consent !== 'region-only') return request
  return { url: cleanAddress(request.url, 'page'), referrer: cleanAddress(request.referrer, 'host'), params: {} }
}

import { channelGroup } from './channelGroup.ts'
import { type Click, findClick } from './clickIds.ts'
import { copiedPage } from './copiedPage.ts'
import { hostWithin } from './hostWithin.ts'
import { type KnownSource, MEDIUM_OF_KIND } from './knownSource.ts'
import { findKnownSource, kindOfSource } from './knownSources.ts'
import { landingOf } from './landingOf.ts'
import { NEVER_REFERRERS } from './neverReferrers.ts'
import { type Marks, readMarks } from './readMarks.ts'
import { type Parameters, readParameters } from './readParameters.ts'
import { plainHost, queryValue, readReferrer, type Referrer } from './readReferrer.ts'
import type { SiteSources, Touch, TouchRule } from './touch.ts'

/** What a touch takes from the rule that decided. */
type Origin = Pick<Touch, 'source' | 'medium' | 'campaign' | 'content' | 'term' | 'rule'>

const NOT_SET = '(not set)'

/**
 * How a visit arrived, from its landing page's address and its referrer. Explicit marks come first, then click ids, then the referrer: known
 * hosts, any other host; then direct. Pure; never throws, whatever the strings are. `Touch.rule` names the rule that decided.
 *
 * Marks that leave the source or medium open take it from the click id, then from the referrer. `utm_referrer` stands in for a referrer
 * that a redirect lost. `from=name` counts beneath click ids and known referrers, since many sites use it for themselves.
 */
export function classifySource(visit: { url: string; referrer: string; site: SiteSources }): Touch {
  const { site } = visit
  const url = parseLanding(visit.url, site.hosts[0])
  const parameters: Parameters = url ? readParameters(url) : new Map()
  const landingHost = url ? plainHost(url.hostname).replace(/^www\./, '') : ''
  const judge = (text: string) => judgeReferrer(readReferrer(text), [...site.hosts, landingHost], site.ignoredReferrers ?? [])

  const seen = judge(visit.referrer)
  const stated = seen.origin.source === '(direct)' && parameters.has('utm_referrer') ? judge(parameters.get('utm_referrer')!) : seen
  const referred = stated.origin.source === '(direct)' ? seen : stated

  const marks = readMarks(parameters, site.marks)
  const click = findClick(parameters, referred.known?.source ?? null)
  const origin = marks
    ? fromMarks({ marks, click, referred })
    : click
      ? fromClick(click, referred, parameters)
      : (fromLabel(parameters, referred) ?? referred.origin)

  return {
    ...origin,
    channel: channelGroup(origin),
    clickId: click?.id ?? null,
    clickNetwork: click?.network ?? null,
    phrase: referred.phrase,
    landing: url ? landingOf(url) : '',
    referrerHost: referred.host,
  }
}

interface Referred {
  origin: Origin
  known: KnownSource | null
  host: string | null
  phrase: string | null
}

function fromMarks({ marks, click, referred }: { marks: Marks; click: Click | null; referred: Referred }): Origin {
  const clickCounts = click && (!marks.source || !click.unpaid || kindOfSource(marks.source) === 'social') ? click : null
  const fromReferrer = referred.origin.source === '(direct)' ? null : referred.origin
  const source = (marks.source ?? clickCounts?.source ?? fromReferrer?.source ?? NOT_SET).toLowerCase()
  const medium = marks.medium ?? clickCounts?.medium ?? (fromReferrer?.source === source ? fromReferrer.medium : NOT_SET)
  return { source, medium: medium.toLowerCase(), campaign: marks.campaign, content: marks.content, term: marks.term, rule: marks.rule }
}

function fromClick(click: Click, referred: Referred, parameters: Parameters): Origin {
  // Instagram's links carry Facebook's click id.
  const source = click.network === 'meta' && referred.known?.kind === 'social' ? referred.known.source : click.source
  const campaign = click.network === 'google-ads' ? (parameters.get('gad_campaignid') ?? null) : null
  return { ...bare(source, click.medium, 'click-id'), campaign }
}

function fromLabel(parameters: Parameters, referred: Referred): Origin | null {
  const label = parameters.get('from')
  if (referred.known || label === undefined || !/^[a-z][\w.-]{1,40}$/i.test(label)) return null
  return bare(label.toLowerCase(), NOT_SET, 'from')
}

function judgeReferrer(referrer: Referrer | null, own: string[], ignored: string[]): Referred {
  if (!referrer) return { origin: bare('(direct)', '(none)', 'direct'), known: null, host: null, phrase: null }
  const { host } = referrer
  const nobody = (rule: TouchRule): Referred => ({ origin: bare('(direct)', '(none)', rule), known: null, host, phrase: null })
  if (hostWithin(host, own)) return nobody('own-host')
  if (hostWithin(host, ignored) || hostWithin(host, NEVER_REFERRERS)) return nobody('never-referrer')

  const copy = copiedPage(referrer)
  if (copy && (copy.host === '' || hostWithin(copy.host, own))) {
    return { origin: bare(copy.source, 'organic', 'copied-page'), known: null, host, phrase: null }
  }
  if (copy) return { origin: bare(copy.host, 'referral', 'referral'), known: null, host, phrase: null }

  const known = findKnownSource(referrer)
  if (!known) return { origin: bare(host, 'referral', 'referral'), known, host, phrase: null }
  const phrase = known.kind === 'search' && known.phrase ? queryValue(referrer.query, known.phrase) : null
  return { origin: bare(known.source, MEDIUM_OF_KIND[known.kind], known.kind === 'ads' ? 'ad-network' : known.kind), known, host, phrase }
}

function bare(source: string, medium: string, rule: TouchRule): Origin {
  return { source, medium, campaign: null, content: null, term: null, rule }
}

/** Relative addresses are taken as of the site. */
function parseLanding(text: string, host = 'localhost'): URL | null {
  const url = URL.parse(text.trim(), `https://${host.replace(/^[a-z]+:\/\//i, '').replace(/^\*\./, '')}`)
  return url && /^https?:$/.test(url.protocol) ? url : null
}

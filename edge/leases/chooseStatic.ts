import type { E164, RegionCode, RouteId } from '../brands.ts'
import type { StaticNumber } from '../sites/siteSettings.ts'
import type { Touch } from '../sessions/touch/touch.ts'

/** What of a visit a static number stands for, strongest first. */
export const STATIC_RULES = ['parameter', 'landing', 'source-and-campaign', 'source', 'campaign', 'channel', 'region', 'all'] as const
export type StaticRule = (typeof STATIC_RULES)[number]

/** Rules of one rank: the number with more conditions wins, then the one that stands first in the settings. */
const RANK: Record<StaticRule, number> = {
  parameter: 1,
  landing: 1,
  'source-and-campaign': 2,
  source: 3,
  campaign: 3,
  channel: 4,
  region: 5,
  all: 6,
}

export interface StaticVisit {
  /** Address of the landing page. */
  url: string
  /** Custom parameters of the session. */
  params: Record<string, string>
  touch: Pick<Touch, 'source' | 'campaign' | 'channel'>
  region: RegionCode | null
}

type Match = StaticNumber['match']

/**
 * The static number of a route for a visit, or null. Every condition of a number must be met; among those that are, the strongest
 * condition decides: parameter or landing page > exact source and campaign > source or campaign > channel > region > all traffic.
 * A landing page is a path (`/spring`), or with `*` at its end all that begins so. Names and values are compared without case.
 */
export function chooseStatic(
  statics: readonly StaticNumber[],
  { route, visit }: { route: RouteId; visit: StaticVisit },
): { number: E164; region: RegionCode; rule: StaticRule } | null {
  const url = URL.canParse(visit.url) ? new URL(visit.url) : null
  let best: { candidate: StaticNumber; rule: StaticRule; conditions: number } | null = null
  for (const candidate of statics) {
    if (candidate.route !== route || !meets(candidate.match, { visit, url })) continue
    const rule = ruleOf(candidate.match)
    const conditions = Object.values(candidate.match).filter((condition) => condition !== undefined).length
    const better = !best || RANK[rule] < RANK[best.rule] || (RANK[rule] === RANK[best.rule] && conditions > best.conditions)
    if (better) best = { candidate, rule, conditions }
  }
  return best && { number: best.candidate.number, region: best.candidate.region, rule: best.rule }
}

function meets(
  { parameter, landing, source, campaign, channel, region }: Match,
  { visit, url }: { visit: StaticVisit; url: URL | null },
): boolean {
  const { touch } = visit
  if (parameter && !same(parameter.value, parameterOf(parameter.name, { visit, url }))) return false
  if (landing !== undefined && !landsOn(landing, url)) return false
  if (source !== undefined && !same(source, touch.source)) return false
  if (campaign !== undefined && !same(campaign, touch.campaign)) return false
  if (channel !== undefined && !same(channel, touch.channel)) return false
  return region === undefined || region === visit.region
}

function ruleOf({ parameter, landing, source, campaign, channel, region }: Match): StaticRule {
  if (parameter) return 'parameter'
  if (landing !== undefined) return 'landing'
  if (source !== undefined && campaign !== undefined) return 'source-and-campaign'
  if (source !== undefined) return 'source'
  if (campaign !== undefined) return 'campaign'
  if (channel !== undefined) return 'channel'
  return region === undefined ? 'all' : 'region'
}

function parameterOf(name: string, { visit, url }: { visit: StaticVisit; url: URL | null }): string | null {
  const wanted = name.toLowerCase()
  for (const [key, value] of url?.searchParams ?? []) if (key.toLowerCase() === wanted) return value
  for (const [key, value] of Object.entries(visit.params)) if (key.toLowerCase() === wanted) return value
  return null
}

function landsOn(landing: string, url: URL | null): boolean {
  if (!url) return false
  const path = trimmed(url.pathname)
  const wanted = URL.canParse(landing, url.origin) ? trimmed(new URL(landing, url.origin).pathname) : trimmed(landing)
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) || path === trimmed(wanted.slice(0, -1)) : path === wanted
}

/** `/spring/` and `/Spring` are one page. */
const trimmed = (path: string) => path.toLowerCase().replace(/(?<=.)\/$/, '')

const same = (a: string, b: string | null) => b !== null && a.toLowerCase() === b.toLowerCase()

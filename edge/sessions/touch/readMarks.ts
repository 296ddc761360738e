import { readOpenstat } from './openstat.ts'
import type { Parameters } from './readParameters.ts'
import type { CustomMarks } from './touch.ts'

export interface Marks {
  rule: 'marks' | 'custom-marks' | 'openstat'
  source: string | null
  medium: string | null
  campaign: string | null
  content: string | null
  term: string | null
}

/**
 * What the landing page's address says of its own origin: utm_* (`utm_id` where no campaign is named), then the site's own names for
 * what utm_* left open, else `_openstat`. Null where it says nothing.
 */
export function readMarks(parameters: Parameters, custom: CustomMarks = {}): Marks | null {
  const utm = (name: string) => parameters.get(`utm_${name}`) ?? null
  const own = (names: string[] = []) => names.map((name) => parameters.get(name.toLowerCase())).find((value) => value !== undefined) ?? null
  const standard = {
    source: utm('source'),
    medium: utm('medium'),
    campaign: utm('campaign') ?? utm('id'),
    content: utm('content'),
    term: utm('term'),
  }
  const isStandard = Object.values(standard).some((value) => value !== null)
  const marks = {
    source: standard.source ?? own(custom.source),
    medium: standard.medium ?? own(custom.medium),
    campaign: standard.campaign ?? own(custom.campaign),
    content: standard.content ?? own(custom.content),
    term: standard.term ?? own(custom.term),
  }
  if (Object.values(marks).some((value) => value !== null)) {
    return { ...marks, rule: isStandard ? 'marks' : 'custom-marks' }
  }
  return openstatMarks(parameters.get('_openstat') ?? parameters.get('openstat'))
}

/** Openstat was made for advertising: its visits count as paid clicks. */
function openstatMarks(value: string | undefined): Marks | null {
  const openstat = value === undefined ? null : readOpenstat(value)
  if (!openstat) return null
  return {
    rule: 'openstat',
    source: SOURCE_OF_SERVICE[openstat.service] ?? openstat.service,
    medium: 'cpc',
    campaign: openstat.campaign,
    content: openstat.ad,
    term: null,
  }
}

const SOURCE_OF_SERVICE: Readonly<Record<string, string>> = {
  'direct.yandex.ru': 'yandex',
  'market.yandex.ru': 'yandex.market',
}

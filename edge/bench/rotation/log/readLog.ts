import * as v from 'valibot'
import type { Call, Traffic, Visit } from '../traffic/visit.ts'
import { arrivalOf } from '../traffic/visit.ts'
import { LogHeadSchema, LogLineSchema } from './logLine.ts'

/**
 * Traffic from an anonymised log. A visitor is taken for a person. Calls whose visit is not known are left out; taps are, too, since
 * they are how it was found out: attribution is measured without them.
 */
export const readLog = (text: string): Traffic => {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '')
  const head = v.parse(LogHeadSchema, JSON.parse(first))
  const visits: Visit[] = []
  const calls: Call[] = []
  for (const line of rest) {
    const entry = v.parse(LogLineSchema, JSON.parse(line))
    if (entry.type === 'call') {
      const visit = entry.visit === null ? undefined : visits[entry.visit]
      if (visit)
        calls.push({
          at: entry.at,
          visit: entry.visit!,
          person: visit.person,
          region: entry.region ?? -1,
          hidden: entry.hidden,
          first: entry.first,
        })
      continue
    }
    const { visitor, pages, device, region, suspect, intent } = entry
    const sorted = pages.every((at, i) => i === 0 || at >= pages[i - 1]!)
    if (!sorted || (visits.length > 0 && pages[0]! < arrivalOf(visits.at(-1)!)))
      throw new Error(`Visit ${visits.length} is not in order of time`)
    visits.push({
      person: visitor,
      visitor,
      bot: false,
      suspect,
      device,
      region: region ?? -1,
      source: 0,
      campaign: 0,
      pages,
      tapAt: null,
      intentAt: intent,
    })
  }
  const counts = new Array<number>(head.regions).fill(0)
  for (const { region } of visits) if (region >= 0) counts[region]!++
  const known = counts.reduce((sum, count) => sum + count, 0)
  return { visits, calls, regions: head.regions, span: head.span, regionShares: counts.map((count) => count / Math.max(1, known)) }
}

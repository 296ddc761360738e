import type { Traffic } from '../traffic/visit.ts'
import type { LogHead, LogLine } from './logLine.ts'

/** Traffic as a log: one JSON object a line, visits before the calls that name them. */
export const writeLog = ({ visits, calls, regions, span }: Traffic, start: string): string => {
  const head: LogHead = { format: 'rotary-log', version: 1, start, span, regions }
  const lines: LogLine[] = [
    ...visits.map(({ visitor, pages, device, region, suspect, tapAt, intentAt }): LogLine => ({
      type: 'visit',
      visitor,
      pages,
      device,
      region: region < 0 ? null : region,
      suspect,
      tap: tapAt,
      intent: intentAt,
    })),
    ...calls.map(({ at, visit, region, hidden, first }): LogLine => ({
      type: 'call',
      at,
      visit: visit < 0 ? null : visit,
      region: region < 0 ? null : region,
      hidden,
      first,
    })),
  ]
  return [head, ...lines].map((line) => JSON.stringify(line)).join('\n') + '\n'
}

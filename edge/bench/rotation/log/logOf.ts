import type { DeviceClass } from '../../../pool/holder.ts'
import type { LogHead, LogLine } from './logLine.ts'

/** What an installation knows; moments in ms since the epoch. */
export interface RecordedVisit {
  session: string
  visitor: string | null
  startedAt: number
  lastSeenAt: number
  device: DeviceClass
  region: string | null
  suspect: boolean
  tap: number | null
  intent: number | null
}

export interface RecordedRing {
  at: number
  /** Null = hidden. */
  caller: string | null
  region: string | null
  /** Session that a tap gives away. */
  session: string | null
}

/** An anonymised log of a site: indexes instead of ids, names and numbers; times since a Monday. Visits before their calls. */
export const logOf = ({
  visits,
  calls,
  start,
  span,
}: {
  visits: readonly RecordedVisit[]
  calls: readonly RecordedRing[]
  start: number
  span: number
}): string => {
  const counts = new Map<string, number>()
  for (const { region } of visits) if (region !== null) counts.set(region, (counts.get(region) ?? 0) + 1)
  const regions = new Map([...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!).map((region, i) => [region, i]))
  const regionOf = (region: string | null): number | null => (region === null ? null : (regions.get(region) ?? null))
  const people = new Map<string, number>()
  const sessions = new Map<string, number>()
  const since = (at: number | null): number | null => (at === null ? null : at - start)

  const ordered = visits.filter(({ startedAt }) => startedAt >= start && startedAt < start + span).sort((a, b) => a.startedAt - b.startedAt)
  const lines: LogLine[] = ordered.map(({ session, visitor, startedAt, lastSeenAt, device, region, suspect, tap, intent }, i) => {
    sessions.set(session, i)
    const key = visitor ?? session
    if (!people.has(key)) people.set(key, people.size)
    const pages = [startedAt - start, Math.max(startedAt, lastSeenAt) - start]
    return {
      type: 'visit',
      visitor: people.get(key)!,
      pages,
      device,
      region: regionOf(region),
      suspect,
      tap: since(tap),
      intent: since(intent),
    }
  })
  const callers = new Set<string>()
  for (const { at, caller, region, session } of [...calls].sort((a, b) => a.at - b.at)) {
    const first = caller === null || !callers.has(caller)
    if (caller !== null) callers.add(caller)
    if (at < start || at >= start + span) continue
    const visit = session === null ? null : (sessions.get(session) ?? null)
    lines.push({ type: 'call', at: at - start, visit, region: regionOf(region), hidden: caller === null, first })
  }
  const head: LogHead = { format: 'rotary-log', version: 1, start: new Date(start).toISOString(), span, regions: Math.max(1, regions.size) }
  return [head, ...lines].map((line) => JSON.stringify(line)).join('\n') + '\n'
}

import type { ParamsSeen } from './sessions.table.ts'
import type { SessionRow } from './visitRows.ts'

/** What two entries say of one session, as one row: the same in whatever order they come. `storeVisits.ts` says the same in SQL. */
export function foldSession(a: SessionRow, b: SessionRow): SessionRow {
  const [best] = [a, b].sort(byTouch)
  const paramsSeen = latest(a.paramsSeen, b.paramsSeen)
  return {
    ...best!,
    visitor: a.visitor && b.visitor ? (a.visitor < b.visitor ? a.visitor : b.visitor) : (a.visitor ?? b.visitor),
    startedAt: a.startedAt < b.startedAt ? a.startedAt : b.startedAt,
    lastSeenAt: a.lastSeenAt > b.lastSeenAt ? a.lastSeenAt : b.lastSeenAt,
    // By luck the alphabet's order is that of consent: full, in-memory, region-only.
    consent: a.consent < b.consent ? a.consent : b.consent,
    paramsSeen,
    params: Object.fromEntries(Object.entries(paramsSeen).map(([name, [, value]]) => [name, value])),
    suspect: a.suspect || b.suspect,
  }
}

function byTouch(a: SessionRow, b: SessionRow): number {
  if (a.touchRank !== b.touchRank) return a.touchRank - b.touchRank
  return a.touchEntry < b.touchEntry ? -1 : Number(a.touchEntry > b.touchEntry)
}

/** Of each name what was said last. */
function latest(a: ParamsSeen, b: ParamsSeen): ParamsSeen {
  const merged = { ...a }
  for (const [name, seen] of Object.entries(b)) {
    const known = merged[name]
    if (!known || known[0] < seen[0] || (known[0] === seen[0] && known[1] < seen[1])) merged[name] = seen
  }
  return merged
}

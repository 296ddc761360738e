import { sql } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numberMoves } from '../db/schema.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import { timeOfEntry } from '../pool/timeOfEntry.ts'
import type { NumberState } from './numbers.table.ts'

type MoveEntry = Extract<OutboxEntry, { type: 'moved' }>

const MOVES: Record<MoveEntry['move'], { from: NumberState; to: NumberState }> = {
  grown: { from: 'stock', to: 'active' },
  'taken-back': { from: 'draining', to: 'active' },
  drained: { from: 'active', to: 'draining' },
}

/** The statements that store moves within a site: history once per move, the state as the newest says. Only bound numbers of that site move. */
export function storeMoves(db: Database, entries: MoveEntry[], account: AccountId) {
  if (!entries.length) return []
  const rows = entries.map((entry) => ({
    number: entry.number,
    cause: `${entry.site}:${entry.id}`,
    accountId: account,
    ...MOVES[entry.move],
    site: entry.site,
    routeId: entry.route,
    at: timeOfEntry(entry.id),
  }))
  const newest = new Map(rows.map((row) => [row.number, row]))
  const values = sql.join(
    [...newest.values()].map(
      ({ number, to, site, at }) => sql`(${number}::text, ${to}::text, ${site}::text, ${at.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  )
  return [
    db.insert(numberMoves).values(rows).onConflictDoNothing(),
    db.execute(sql`update numbers set state = moved.state, state_since = moved.at
      from (values ${values}) as moved(number, state, site, at)
      where numbers.number = moved.number and numbers.site = moved.site and numbers.state_since <= moved.at
        and numbers.state in ('stock', 'active', 'draining')`),
  ]
}

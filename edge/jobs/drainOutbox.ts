import { consumeCalls } from '../calls/consumeCalls.ts'
import type { SiteKey } from '../brands.ts'
import { deadLetters } from '../db/schema.ts'
import { isDataFault, refusing } from '../db/isDataFault.ts'
import { storeMoves } from '../numbers/storeMoves.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import type { Services } from '../services.ts'
import { storeVisits, visitRows } from '../sessions/storeVisits.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

const BATCH = 500

/**
 * Moves a site's outbox into Postgres, oldest first, until it is empty; returns how many entries it moved.
 * An entry leaves the outbox only after it is stored, and storing twice changes nothing: so this may run
 * any number of times at once and be killed anywhere. An entry that Postgres refuses for what it says goes to
 * the dead letters; any other fault is thrown, nothing is trimmed and the next ring tries again.
 */
export async function drainOutbox(services: Services, site: SiteKey): Promise<number> {
  const settings = await services.settings.of(site, () => {}).then((known) => known ?? loadSettings(services.db, site))
  let moved = 0
  for (;;) {
    const entries = await services.hot.outbox.read(site, BATCH)
    if (!entries.length) return moved
    if (settings) await storeOrBury(services, { entries, settings })
    else await bury(services, { entries, reason: 'no such site' })
    await services.hot.outbox.trim(site, entries.at(-1)!.id)
    moved += entries.length
  }
}

interface Batch {
  entries: OutboxEntry[]
  settings: SiteSettings
}

/** Halves a batch that is refused until the entry at fault stands alone. */
async function storeOrBury(services: Services, { entries, settings }: Batch): Promise<void> {
  try {
    await store(services, { entries, settings })
  } catch (error) {
    if (!isDataFault(error)) throw error
    if (entries.length === 1) return bury(services, { entries, reason: String(error) })
    const middle = entries.length >> 1
    await storeOrBury(services, { entries: entries.slice(0, middle), settings })
    await storeOrBury(services, { entries: entries.slice(middle), settings })
  }
}

async function store(services: Services, { entries, settings }: Batch): Promise<void> {
  const { db, hot } = services
  const of = <Type extends OutboxEntry['type']>(...types: Type[]) =>
    entries.filter((entry): entry is Extract<OutboxEntry, { type: Type }> => (types as string[]).includes(entry.type))
  const statements = [
    ...storeVisits(
      db,
      refusing(() => visitRows(of('lease', 'beacon', 'note'), settings.account)),
    ),
    ...storeMoves(db, of('moved'), settings.account),
  ]
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
  const calls = of('call')
  if (calls.length) await consumeCalls({ services, entries: calls, settings })
  const moves = of('moved')
  if (moves.length) await mirrorMoves({ hot, moves })
}

/** The directory says of each number what its last move made it. */
async function mirrorMoves({ hot, moves }: { hot: Services['hot']; moves: Extract<OutboxEntry, { type: 'moved' }>[] }): Promise<void> {
  for (const { number, move } of new Map(moves.map((entry) => [entry.number, entry])).values()) {
    const record = await hot.numbers.find(number)
    if (record) await hot.numbers.put([{ ...record, state: move === 'drained' ? 'draining' : 'active' }])
  }
}

async function bury({ db }: Services, { entries, reason }: { entries: OutboxEntry[]; reason: string }): Promise<void> {
  const rows = entries.map((entry) => ({ site: entry.site, entry: entry.id, reason, body: entry, at: new Date() }))
  await db.insert(deadLetters).values(rows).onConflictDoNothing()
}

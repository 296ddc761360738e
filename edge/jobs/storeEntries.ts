import { consumeCalls } from '../calls/consumeCalls.ts'
import { DAY } from '../clock.ts'
import { isDataFault, refusing } from '../db/isDataFault.ts'
import { storeMoves } from '../numbers/storeMoves.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import type { Services } from '../services.ts'
import { storeVisits } from '../sessions/storeVisits.ts'
import { visitRows } from '../sessions/visitRows.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { buryEntries } from './deadLetters.store.ts'

/** As GA4 has it. */
const LOOK_BACK_DAYS = 90

/** Entries of one site, in order. */
interface Batch {
  entries: OutboxEntry[]
  settings: SiteSettings
}

/** Halves a batch that is refused until the entry at fault stands alone: that one goes to the dead letters. Any other fault is thrown. */
export async function storeOrBury(services: Services, { entries, settings }: Batch): Promise<void> {
  try {
    await storeEntries(services, { entries, settings })
  } catch (error) {
    if (!isDataFault(error)) throw error
    if (entries.length === 1) return buryEntries(services.db, { entries, reason: String(error) })
    const middle = entries.length >> 1
    await storeOrBury(services, { entries: entries.slice(0, middle), settings })
    await storeOrBury(services, { entries: entries.slice(middle), settings })
  }
}

/** Stores entries or throws; storing twice changes nothing. */
export async function storeEntries(services: Services, { entries, settings }: Batch): Promise<void> {
  const { db, hot } = services
  const of = <Type extends OutboxEntry['type']>(...types: Type[]) =>
    entries.filter((entry): entry is Extract<OutboxEntry, { type: Type }> => (types as string[]).includes(entry.type))
  const statements = [
    ...storeVisits(
      refusing(() => visitRows(of('lease', 'beacon', 'note'), settings.account)),
      { site: settings.site, lookBack: (settings.lookBack ?? LOOK_BACK_DAYS) * DAY },
    ).map((statement) => db.execute(statement)),
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

import { refusing } from '../db/isDataFault.ts'
import type { Services } from '../services.ts'
import { storeVisits, visitRows } from '../sessions/storeVisits.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import type { DoorbellMessage } from './doorbell.ts'

/** Stores what could not go through the outbox because the hot state was down. */
export async function takeNote({ db }: Services, message: Extract<DoorbellMessage, { kind: 'note' }>): Promise<void> {
  const settings = await loadSettings(db, message.site)
  if (!settings) return
  const entry = { id: `${message.at}-0`, site: message.site, type: 'note', kind: message.note, body: message.body } as const
  const [first, ...rest] = storeVisits(
    db,
    refusing(() => visitRows([entry], settings.account)),
  )
  if (first) await db.batch([first, ...rest])
}

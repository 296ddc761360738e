import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import type { DoorbellMessage } from './doorbell.ts'
import { storeOrBury } from './storeEntries.ts'

/** Stores what could not go through the outbox because the hot state was down. */
export async function takeNote(services: Services, message: Extract<DoorbellMessage, { kind: 'note' }>): Promise<void> {
  const settings = await loadSettings(services.db, message.site)
  if (!settings) return
  const entry = { id: `${message.at}-${message.id}`, site: message.site, type: 'note', kind: message.note, body: message.body } as const
  await storeOrBury(services, { entries: [entry], settings })
}

import { and, eq, sql } from 'drizzle-orm'
import type { SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { deadLetters } from '../db/schema.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'

/** Keeps entries that could not be stored; of one that is there already only the reason changes. */
export async function buryEntries(db: Database, { entries, reason }: { entries: OutboxEntry[]; reason: string }): Promise<void> {
  const rows = entries.map((entry) => ({ site: entry.site, entry: entry.id, reason, body: entry, at: new Date() }))
  await db
    .insert(deadLetters)
    .values(rows)
    .onConflictDoUpdate({ target: [deadLetters.site, deadLetters.entry], set: { reason: sql`excluded.reason` } })
}

export async function removeDeadLetter(db: Database, { site, entry }: { site: SiteKey; entry: string }): Promise<void> {
  await db.delete(deadLetters).where(and(eq(deadLetters.site, site), eq(deadLetters.entry, entry)))
}

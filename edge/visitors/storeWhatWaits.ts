import { eq } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import { sites } from '../db/schema.ts'
import { drainOutbox } from '../jobs/drainOutbox.ts'
import type { Services } from '../services.ts'

/** What still waits in the outboxes of an account's sites is stored: else it would come back after it was deleted. */
export async function storeWhatWaits(services: Services, account: AccountId): Promise<void> {
  const own = await services.db.select({ key: sites.key }).from(sites).where(eq(sites.accountId, account))
  for (const { key } of own) await drainOutbox(services, key)
}

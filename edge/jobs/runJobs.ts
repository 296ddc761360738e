import type { Services } from '../services.ts'
import { drainOutbox } from './drainOutbox.ts'

/** Cron entry: every minute it sweeps what a doorbell missed. */
export async function runJobs(services: Services, _cron: string): Promise<void> {
  const failures: unknown[] = []
  for (const site of await services.hot.outbox.waiting()) {
    // One site's trouble must not keep the others waiting.
    await drainOutbox(services, site).catch((error: unknown) => failures.push(error))
  }
  if (failures.length) throw new AggregateError(failures, `${failures.length} outboxes could not be drained`)
}

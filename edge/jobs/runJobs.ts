import { asc, eq } from 'drizzle-orm'
import type { AccountId, SiteKey } from '../brands.ts'
import { HOUR, MINUTE } from '../clock.ts'
import { sites } from '../db/schema.ts'
import type { Services } from '../services.ts'
import { addMonths } from './addMonths.ts'
import { adaptAttribution } from './adaptAttribution.ts'
import { checkHealth } from './checkHealth.ts'
import { drainOutbox } from './drainOutbox.ts'
import { endLostCalls } from './endLostCalls.ts'
import { expireRecords } from './expireRecords.ts'
import { forgetKeys } from './forgetKeys.ts'
import { reconcile } from './reconcile.ts'
import { refillStock } from './refillStock.ts'
import { releaseNumbers } from './releaseNumbers.ts'
import { replenish } from './replenish.ts'
import { sizing } from './sizing.ts'
import { storeNumbers } from './storeNumbers.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { watchExhaustion } from './watchExhaustion.ts'

/** The triggers of wrangler.toml. */
const NIGHTLY = '17 2 * * *'

/**
 * Cron entry. Every minute: what a doorbell missed, the pools' buffers, pools that ran short; once an hour the numbers' health, and calls
 * whose end was lost. Every night: pools are compared with Postgres and sized, then numbers go their way: stored, free, ordered; the
 * accounts' tables are fitted to their calls; records past their retention go. Each job may run twice, at once or be killed anywhere; one
 * job's trouble does not keep the others waiting.
 */
export async function runJobs(services: Services, cron: string): Promise<void> {
  const failures: unknown[] = []
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => failures.push(error))
  const drain = (site: SiteKey) => drainOutbox(services, site)
  for (const site of await services.hot.outbox.waiting()) await attempt(drain(site))
  if (cron === NIGHTLY) {
    for (const site of await enabledSites(services)) {
      await attempt(reconcile(services, { site, drain: () => drain(site) }))
      await attempt(sizing(services, site))
      await attempt(drain(site))
    }
    await attempt(storeNumbers(services))
    await attempt(releaseNumbers(services))
    await attempt(replenish(services))
    for (const account of await accountsWithSites(services)) await attempt(adaptAttribution(services, account))
    await attempt(forgetKeys(services))
    await attempt(addMonths(services))
    await attempt(expireRecords(services))
  } else {
    await attempt(refillStock(services))
    await attempt(watchExhaustion(services))
    if (services.clock() % HOUR < MINUTE) {
      await attempt(checkHealth(services))
      await attempt(endLostCalls(services))
    }
  }
  await attempt(tellWorld(services))
  if (failures.length) throw new AggregateError(failures, `${failures.length} jobs failed`)
}

async function enabledSites({ db }: Services): Promise<SiteKey[]> {
  const rows = await db.select({ key: sites.key }).from(sites).where(eq(sites.enabled, true)).orderBy(asc(sites.key))
  return rows.map(({ key }) => key)
}

async function accountsWithSites({ db }: Services): Promise<AccountId[]> {
  const rows = await db
    .selectDistinct({ account: sites.accountId })
    .from(sites)
    .where(eq(sites.enabled, true))
    .orderBy(asc(sites.accountId))
  return rows.map(({ account }) => account)
}

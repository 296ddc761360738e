import { eq } from 'drizzle-orm'
import type { AccountId } from '../brands.ts'
import type { CallLimits } from '../pool/meter.port.ts'
import type { Services } from '../services.ts'
import { callLimits } from './limits.table.ts'

type LimitServices = Pick<Services, 'db' | 'hot'>

export async function readLimits({ db }: Pick<Services, 'db'>, account: AccountId): Promise<CallLimits & { version: number }> {
  const [row] = await db.select().from(callLimits).where(eq(callLimits.accountId, account))
  const { concurrentCalls = null, destinationMinutes = null, version = 0 } = row ?? {}
  return { concurrentCalls, destinationMinutes, version }
}

/** Brings an account's limits from Postgres to where calls are counted. */
export async function pushLimits(services: LimitServices, account: AccountId): Promise<CallLimits> {
  const { version, ...limits } = await readLimits(services, account)
  if (version > 0) await services.hot.meter.write(account, { version, ...limits })
  return limits
}

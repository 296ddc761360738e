import { lt } from 'drizzle-orm'
import { DAY } from '../clock.ts'
import { idempotencyKeys } from '../db/schema.ts'
import type { JobServices } from './jobServices.ts'

/** Nightly: answers kept for an `Idempotency-Key` go after a day. */
export async function forgetKeys({ db, clock }: JobServices): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.at, new Date(clock() - DAY)))
}

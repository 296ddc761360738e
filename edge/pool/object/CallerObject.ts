import { DurableObject } from 'cloudflare:workers'
import { CALLER_LIFE } from '../keys.ts'
import type { CallerMemory } from '../directory.port.ts'
import { DAY } from '../../clock.ts'
import { type Admission, type CallLimits, type CallUsage, meterDay, type MeterStep, MINUTES_LIFE } from '../meter.port.ts'
import { countInModel } from '../model/meterModel.ts'
import { forgetMetered, METER_TABLES, meterInSql, usageInSql, writeLimits } from './meterTables.ts'

type Known = NonNullable<Awaited<ReturnType<CallerMemory['recall']>>>

/** Of one account: callers that were attributed with confidence, and its calls counted against its limits. */
export class CallerObject extends DurableObject {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never)
    this.#sql = ctx.storage.sql
    this.#sql.exec(`
CREATE TABLE IF NOT EXISTS callers (caller TEXT PRIMARY KEY, visitor TEXT, session TEXT, confidence REAL, at INTEGER, expires INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS callers_visitor ON callers (visitor);${METER_TABLES}`)
  }

  recall(caller: string): Known | null {
    const query = 'SELECT visitor, session, confidence, at FROM callers WHERE caller = ? AND expires >= ?'
    return this.#sql.exec<Known & Record<string, SqlStorageValue>>(query, caller, Date.now()).toArray()[0] ?? null
  }
  async remember(caller: string, { visitor, session, confidence, at }: Known) {
    this.#sql.exec(
      'INSERT OR REPLACE INTO callers VALUES (?, ?, ?, ?, ?, ?)',
      caller,
      visitor,
      session,
      confidence,
      at,
      Date.now() + CALLER_LIFE,
    )
    await this.#sweepOnceADay()
  }
  forgetVisitor(visitor: string) {
    this.#sql.exec('DELETE FROM callers WHERE visitor = ?', visitor)
  }
  forgetCaller(caller: string) {
    this.#sql.exec('DELETE FROM callers WHERE caller = ?', caller)
  }

  async count(step: MeterStep): Promise<Admission> {
    const admission = countInModel(meterInSql(this.#sql), step, Date.now())
    if (admission.kind !== 'unlimited') await this.#sweepOnceADay()
    return admission
  }
  writeLimits(limits: CallLimits & { version: number }) {
    writeLimits(this.#sql, limits)
  }
  usage(): CallUsage {
    return usageInSql(this.#sql, { day: meterDay(Date.now()), now: Date.now() })
  }

  async #sweepOnceADay() {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY)
  }

  override async alarm() {
    const now = Date.now()
    this.#sql.exec('DELETE FROM callers WHERE expires < ?', now)
    const metered = forgetMetered(this.#sql, { before: meterDay(now - MINUTES_LIFE), now })
    if (metered || this.#sql.exec('SELECT 1 FROM callers LIMIT 1').toArray().length > 0) await this.ctx.storage.setAlarm(now + DAY)
  }
}

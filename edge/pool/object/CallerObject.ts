import { DurableObject } from 'cloudflare:workers'
import { CALLER_LIFE } from '../keys.ts'
import type { CallerMemory } from '../directory.port.ts'
import { DAY } from '../../clock.ts'

type Known = NonNullable<Awaited<ReturnType<CallerMemory['recall']>>>

/** Callers of one account that were attributed with confidence. */
export class CallerObject extends DurableObject {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never)
    this.#sql = ctx.storage.sql
    this.#sql.exec(`
CREATE TABLE IF NOT EXISTS callers (caller TEXT PRIMARY KEY, visitor TEXT, session TEXT, confidence REAL, at INTEGER, expires INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS callers_visitor ON callers (visitor);`)
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
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY)
  }
  forgetVisitor(visitor: string) {
    this.#sql.exec('DELETE FROM callers WHERE visitor = ?', visitor)
  }
  forgetCaller(caller: string) {
    this.#sql.exec('DELETE FROM callers WHERE caller = ?', caller)
  }

  override async alarm() {
    this.#sql.exec('DELETE FROM callers WHERE expires < ?', Date.now())
    if (this.#sql.exec('SELECT 1 FROM callers LIMIT 1').toArray().length > 0) await this.ctx.storage.setAlarm(Date.now() + DAY)
  }
}

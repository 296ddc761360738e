import type { E164, VisitorId } from '../../brands.ts'
import type { ModelListener, OutboxEvent, PoolModel, SiteModel } from '../model/siteModel.ts'
import type { Sql } from './sql.ts'

/** What a command changed, until it is written. */
export class ModelChanges implements ModelListener {
  #events: OutboxEvent[] = []
  #numbers = new Map<PoolModel, Set<E164>>()
  #bursts = new Set<PoolModel>()
  #visitors = new Set<VisitorId>()
  #answers = new Set<string>()
  #limits = new Set<string>()
  #loads = new Set<number>()

  event(event: OutboxEvent): void {
    this.#events.push(event)
  }
  number(pool: PoolModel, number: E164): void {
    const numbers = this.#numbers.get(pool)
    if (numbers) numbers.add(number)
    else this.#numbers.set(pool, new Set([number]))
  }
  burst(pool: PoolModel): void {
    this.#bursts.add(pool)
  }
  visitor(visitor: VisitorId): void {
    this.#visitors.add(visitor)
  }
  answer(request: string): void {
    this.#answers.add(request)
  }
  limit(key: string): void {
    this.#limits.add(key)
  }
  load(hour: number): void {
    this.#loads.add(hour)
  }

  forget(): void {
    this.#events = []
    for (const set of [this.#numbers, this.#bursts, this.#visitors, this.#answers, this.#limits, this.#loads]) set.clear()
  }

  /** Writes every changed row as the model has it now. */
  write(sql: Sql, model: SiteModel, now: number): void {
    for (const [pool, numbers] of this.#numbers) for (const number of numbers) writeNumber(sql, pool, number)
    for (const { route, region, burst } of this.#bursts) {
      if (burst) sql.exec('INSERT OR REPLACE INTO bursts VALUES (?, ?, ?, ?)', route, region, burst.added, burst.expiresAt)
      else sql.exec('DELETE FROM bursts WHERE route = ? AND region = ?', route, region)
    }
    for (const visitor of this.#visitors) {
      const known = model.visitors.get(visitor)
      if (known) sql.exec('INSERT OR REPLACE INTO visitors VALUES (?, ?, ?)', visitor, JSON.stringify([...known.slots]), known.expiresAt)
      else sql.exec('DELETE FROM visitors WHERE visitor = ?', visitor)
    }
    for (const id of this.#answers) {
      const answer = model.answers.get(id)
      if (answer) sql.exec('INSERT OR REPLACE INTO answers VALUES (?, ?, ?)', id, JSON.stringify(answer.outcome), answer.expiresAt)
      else sql.exec('DELETE FROM answers WHERE id = ?', id)
    }
    for (const key of this.#limits) {
      const limit = model.limits.get(key)
      if (limit) sql.exec('INSERT OR REPLACE INTO limits VALUES (?, ?, ?)', key, limit.uses, limit.expiresAt)
      else sql.exec('DELETE FROM limits WHERE key = ?', key)
    }
    for (const hour of this.#loads) {
      const load = model.loads.get(hour)
      if (load) sql.exec('INSERT OR REPLACE INTO loads VALUES (?, ?, ?)', hour, JSON.stringify([...load.counts]), load.expiresAt)
      else sql.exec('DELETE FROM loads WHERE hour = ?', hour)
    }
    appendEvents(sql, this.#events, now)
    this.forget()
  }
}

function writeNumber(sql: Sql, pool: PoolModel, number: E164): void {
  const { route, region } = pool
  const state = pool.active.has(number) ? 'active' : pool.draining.has(number) ? 'draining' : pool.stock.has(number) ? 'stock' : 'gone'
  const ring = pool.rings.get(number)
  if (state === 'gone' && !ring) {
    sql.exec('DELETE FROM numbers WHERE route = ? AND region = ? AND number = ?', route, region, number)
    return
  }
  const score = pool.active.score(number) ?? pool.draining.score(number) ?? pool.stock.score(number) ?? 0
  const text = ring ? JSON.stringify(ring) : null
  sql.exec('INSERT OR REPLACE INTO numbers VALUES (?, ?, ?, ?, ?, ?)', route, region, number, state, score, text)
}

/** Ids rise even when the clock does not, and are never used twice after a trim. */
export function appendEvents(sql: Sql, events: OutboxEvent[], now: number): void {
  if (events.length === 0) return
  const last = sql.exec<{ ms: number; seq: number }>('SELECT ms, seq FROM last_entry').toArray()[0] ?? { ms: 0, seq: 0 }
  let { ms, seq } = last
  for (const event of events) {
    if (now > ms) [ms, seq] = [now, 0]
    else seq += 1
    sql.exec('INSERT INTO outbox VALUES (?, ?, ?)', ms, seq, JSON.stringify(event))
  }
  sql.exec('INSERT OR REPLACE INTO last_entry VALUES (1, ?, ?)', ms, seq)
}

import { DurableObject } from 'cloudflare:workers'
import type { E164, SiteKey, VisitorId } from '../../brands.ts'
import { HOUR } from '../../clock.ts'
import { forgetInModel } from '../model/forgetInModel.ts'
import { keepInModel } from '../model/keepInModel.ts'
import { leaseFromModel } from '../model/leaseFromModel.ts'
import {
  callInModel,
  drainInModel,
  fillModel,
  historyInModel,
  loadOfModel,
  removeFromModel,
  stateOfModel,
  takeBackInModel,
} from '../model/moveInModel.ts'
import type { OutboxEvent, SiteModel } from '../model/siteModel.ts'
import { sweepModel } from '../model/sweepModel.ts'
import type { OutboxEntry } from '../outbox.port.ts'
import type { BeaconCommand, CallNote, LeaseCommand, PoolRef } from '../pool.port.ts'
import type { SiteSettings } from '../../sites/siteSettings.ts'
import { loadModel } from './loadModel.ts'
import { appendEvents, ModelChanges } from './modelChanges.ts'
import { SITE_TABLES } from './siteTables.ts'

/**
 * Hot state of one site: the pure rules in memory, every changed row in SQLite before the answer leaves (the runtime's output
 * gate). Commands are synchronous, so that none sees another half done.
 */
export class SiteObject extends DurableObject {
  readonly #sql: SqlStorage
  readonly #changes = new ModelChanges()
  #model: SiteModel
  #rebuildUntil = 0

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never)
    this.#sql = ctx.storage.sql
    this.#sql.exec(SITE_TABLES)
    this.#model = loadModel(this.#sql, this.#changes)
  }

  lease(command: LeaseCommand) {
    return this.#run((now) => leaseFromModel(this.#model, command, now))
  }
  beacon(command: BeaconCommand) {
    return this.#run((now) => keepInModel(this.#model, command, now))
  }
  call(note: CallNote) {
    return this.#run((now) => callInModel(this.#model, note, now))
  }
  history(ref: PoolRef & { number: E164 }) {
    return historyInModel(this.#model, ref, Date.now())
  }
  fill(ref: PoolRef, numbers: E164[], as: 'stock' | 'active' | 'draining', lastSeen: Partial<Record<E164, number>>) {
    this.#run((now) => fillModel(this.#model, ref, { numbers, as, lastSeen, now }))
  }
  drain(ref: PoolRef, numbers: E164[]) {
    return this.#run((now) => drainInModel(this.#model, ref, numbers, now))
  }
  takeBack(ref: PoolRef, numbers: E164[]) {
    return this.#run(() => takeBackInModel(this.#model, ref, numbers))
  }
  remove(ref: PoolRef, numbers: E164[]) {
    this.#run(() => removeFromModel(this.#model, ref, numbers))
  }
  forgetVisitor(visitor: VisitorId) {
    this.#run(() => forgetInModel(this.#model, visitor))
  }
  state(ref: PoolRef) {
    return stateOfModel(this.#model, ref)
  }
  load(from: number, to: number) {
    return loadOfModel(this.#model, from, to)
  }

  append(notes: { kind: string; body: string }[]) {
    this.ctx.storage.transactionSync(() =>
      appendEvents(
        this.#sql,
        notes.map(({ kind, body }) => ({ type: 'note', kind, body })),
        Date.now(),
      ),
    )
  }
  read(site: SiteKey, count: number, after: string | undefined): OutboxEntry[] {
    const [ms, seq] = partsOf(after ?? '0-0')
    const query = 'SELECT ms, seq, event FROM outbox WHERE (ms, seq) > (?, ?) ORDER BY ms, seq LIMIT ?'
    const rows = this.#sql.exec<{ ms: number; seq: number; event: string }>(query, ms, seq, count).toArray()
    return rows.map((row) => ({ id: `${row.ms}-${row.seq}`, site, ...(JSON.parse(row.event) as OutboxEvent) }))
  }
  trim(upTo: string) {
    this.#sql.exec('DELETE FROM outbox WHERE (ms, seq) <= (?, ?)', ...partsOf(upTo))
  }
  hasEntries(): boolean {
    return this.#sql.exec('SELECT 1 FROM outbox LIMIT 1').toArray().length > 0
  }

  readSettings(): { settings: SiteSettings; built: number | null } | null {
    const row = this.#sql.exec<{ settings: string | null; built: number | null }>('SELECT settings, built FROM site').toArray()[0]
    return row?.settings ? { settings: JSON.parse(row.settings) as SiteSettings, built: row.built } : null
  }
  writeSettings(settings: SiteSettings) {
    this.#sql.exec(
      `INSERT INTO site (id, version, settings) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, settings = excluded.settings
       WHERE coalesce(site.version, 0) <= excluded.version`,
      settings.version,
      JSON.stringify(settings),
    )
  }
  markBuilt(at: number) {
    this.#sql.exec('INSERT INTO site (id, built) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET built = excluded.built', at)
    this.#model.built = at
  }
  /** In memory alone: who claimed it asks the object anew after it was away. */
  claimRebuild(ms: number): boolean {
    const now = Date.now()
    if (now < this.#rebuildUntil) return false
    this.#rebuildUntil = now + ms
    return true
  }
  endRebuild() {
    this.#rebuildUntil = 0
  }
  removeSettings() {
    this.#sql.exec('DELETE FROM site')
    this.#model.built = null
  }

  /** Frees what has expired; nothing depends on when. */
  override async alarm() {
    this.#run((now) => sweepModel(this.#model, now))
    const { visitors, answers, limits, loads } = this.#model
    if (visitors.size + answers.size + limits.size + loads.size > 0) await this.ctx.storage.setAlarm(Date.now() + HOUR)
  }

  #run<Outcome>(command: (now: number) => Outcome): Outcome {
    const now = Date.now()
    try {
      return this.ctx.storage.transactionSync(() => {
        const outcome = command(now)
        this.#changes.write(this.#sql, this.#model, now)
        return outcome
      })
    } catch (fault) {
      // Memory may be ahead of the tables now: what is written counts.
      this.#changes.forget()
      this.#model = loadModel(this.#sql, this.#changes)
      throw fault
    } finally {
      this.#scheduleSweep()
    }
  }

  #sweepScheduled = false
  #scheduleSweep() {
    if (this.#sweepScheduled) return
    this.#sweepScheduled = true
    this.ctx.waitUntil(
      this.ctx.storage.getAlarm().then(async (at) => {
        if (at === null) await this.ctx.storage.setAlarm(Date.now() + HOUR)
      }),
    )
  }
}

const partsOf = (id: string): [ms: number, seq: number] => {
  const [ms, seq] = id.split('-').map(Number)
  return [ms ?? 0, seq ?? 0]
}

import { DurableObject } from 'cloudflare:workers'
import type { ConnectionId, E164, SiteKey } from '../../brands.ts'
import type { ConnectionRecord } from '../connections.port.ts'
import type { NumberRecord } from '../directory.port.ts'

/** What is where: a shard of all numbers' records or of all connections', or the list of sites. */
export class RegistryObject extends DurableObject {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never)
    this.#sql = ctx.storage.sql
    this.#sql.exec('CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID')
  }

  find(number: E164): NumberRecord | null {
    const row = this.#sql.exec<{ body: string }>('SELECT body FROM entries WHERE name = ?', number).toArray()[0]
    return row ? (JSON.parse(row.body) as NumberRecord) : null
  }
  put(records: NumberRecord[]) {
    for (const record of records) this.#sql.exec('INSERT OR REPLACE INTO entries VALUES (?, ?)', record.number, JSON.stringify(record))
  }
  remove(numbers: E164[]) {
    for (const number of numbers) this.#sql.exec('DELETE FROM entries WHERE name = ?', number)
  }

  findConnection(id: ConnectionId): ConnectionRecord | null {
    const row = this.#sql.exec<{ body: string }>('SELECT body FROM entries WHERE name = ?', id).toArray()[0]
    return row ? (JSON.parse(row.body) as ConnectionRecord) : null
  }
  putConnection(record: ConnectionRecord) {
    const before = this.findConnection(record.id)
    if (before && before.version > record.version) return
    this.#sql.exec('INSERT OR REPLACE INTO entries VALUES (?, ?)', record.id, JSON.stringify(record))
  }
  removeConnection(id: ConnectionId) {
    this.#sql.exec('DELETE FROM entries WHERE name = ?', id)
  }

  addSite(site: SiteKey) {
    this.#sql.exec("INSERT OR IGNORE INTO entries VALUES (?, '')", site)
  }
  sites(): SiteKey[] {
    return this.#sql
      .exec<{ name: SiteKey }>('SELECT name FROM entries ORDER BY name')
      .toArray()
      .map(({ name }) => name)
  }
}

import type { E164 } from '../../brands.ts'
import type { CallLimits, CallUsage } from '../meter.port.ts'
import type { MeteredCall, MeterState } from '../model/meterModel.ts'

export const METER_TABLES = `
CREATE TABLE IF NOT EXISTS call_limits (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER, limits TEXT);
CREATE TABLE IF NOT EXISTS metered_calls (call TEXT PRIMARY KEY, place INTEGER, known INTEGER, body TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS metered_calls_place ON metered_calls (place);
CREATE TABLE IF NOT EXISTS call_seconds (day TEXT, destination TEXT, seconds INTEGER, PRIMARY KEY (day, destination)) WITHOUT ROWID;`

/** The meter's state in an object's SQLite. */
export function meterInSql(sql: SqlStorage): MeterState {
  return {
    get limits() {
      const row = sql.exec<{ limits: string }>('SELECT limits FROM call_limits').toArray()[0]
      return row ? (JSON.parse(row.limits) as CallLimits) : null
    },
    live: (now) =>
      sql
        .exec<{ call: string; body: string }>('SELECT call, body FROM metered_calls WHERE place > ?', now)
        .toArray()
        .map(({ call, body }) => ({ call, of: JSON.parse(body) as MeteredCall })),
    find(call) {
      const row = sql.exec<{ body: string }>('SELECT body FROM metered_calls WHERE call = ?', call).toArray()[0]
      return row ? (JSON.parse(row.body) as MeteredCall) : null
    },
    keep(call, of) {
      sql.exec('INSERT OR REPLACE INTO metered_calls VALUES (?, ?, ?, ?)', call, of.place, of.known, JSON.stringify(of))
    },
    seconds(day, destination) {
      const query = 'SELECT seconds FROM call_seconds WHERE day = ? AND destination = ?'
      return sql.exec<{ seconds: number }>(query, day, destination).toArray()[0]?.seconds ?? 0
    },
    add(day, destination, seconds) {
      sql.exec(
        `INSERT INTO call_seconds VALUES (?, ?, ?)
         ON CONFLICT (day, destination) DO UPDATE SET seconds = call_seconds.seconds + excluded.seconds`,
        day,
        destination,
        seconds,
      )
    },
  }
}

export function writeLimits(sql: SqlStorage, { version, ...limits }: CallLimits & { version: number }): void {
  sql.exec(
    `INSERT INTO call_limits VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, limits = excluded.limits WHERE call_limits.version <= excluded.version`,
    version,
    JSON.stringify(limits),
  )
}

export function usageInSql(sql: SqlStorage, { day, now }: { day: string; now: number }): CallUsage {
  const { calls } = sql.exec<{ calls: number }>('SELECT count(*) AS calls FROM metered_calls WHERE place > ?', now).one()
  const rows = sql.exec<{ destination: E164; seconds: number }>('SELECT destination, seconds FROM call_seconds WHERE day = ?', day)
  return { calls, destinations: rows.toArray() }
}

/** Frees what is over; nothing depends on when. True while something is left. */
export function forgetMetered(sql: SqlStorage, { before, now }: { before: string; now: number }): boolean {
  sql.exec('DELETE FROM metered_calls WHERE known < ?', now)
  sql.exec('DELETE FROM call_seconds WHERE day < ?', before)
  return sql.exec('SELECT 1 FROM metered_calls UNION ALL SELECT 1 FROM call_seconds LIMIT 1').toArray().length > 0
}

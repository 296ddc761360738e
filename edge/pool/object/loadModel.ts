import type { E164, RegionCode, RouteId, VisitorId } from '../../brands.ts'
import { newSiteModel, poolOf, type ModelListener, type OwnNumber, type Ring, type SiteModel } from '../model/siteModel.ts'
import type { Sql } from './sql.ts'

type Place = { route: RouteId; region: RegionCode }

/** The model as its tables hold it. */
export function loadModel(sql: Sql, listener: ModelListener | null): SiteModel {
  const built = sql.exec<{ built: number | null }>('SELECT built FROM site').toArray()[0]?.built ?? null
  const model = newSiteModel(built, listener)
  for (const row of sql.exec<Place & { number: E164; state: string; score: number; ring: string | null }>('SELECT * FROM numbers')) {
    const pool = poolOf(model, row.route, row.region)
    if (row.state === 'active') pool.active.set(row.number, row.score)
    if (row.state === 'draining') pool.draining.set(row.number, row.score)
    if (row.state === 'stock') pool.stock.set(row.number, row.score)
    if (row.ring !== null) pool.rings.set(row.number, JSON.parse(row.ring) as Ring)
  }
  for (const row of sql.exec<Place & { added: number; expires: number }>('SELECT * FROM bursts')) {
    poolOf(model, row.route, row.region).burst = { added: row.added, expiresAt: row.expires }
  }
  for (const row of sql.exec<{ visitor: VisitorId; slots: string; expires: number }>('SELECT * FROM visitors')) {
    model.visitors.set(row.visitor, { slots: new Map(JSON.parse(row.slots) as [string, OwnNumber[]][]), expiresAt: row.expires })
  }
  for (const row of sql.exec<{ id: string; outcome: string; expires: number }>('SELECT * FROM answers')) {
    model.answers.set(row.id, { outcome: JSON.parse(row.outcome), expiresAt: row.expires })
  }
  for (const row of sql.exec<{ key: string; uses: number; expires: number }>('SELECT * FROM limits')) {
    model.limits.set(row.key, { uses: row.uses, expiresAt: row.expires })
  }
  for (const row of sql.exec<{ hour: number; counts: string; expires: number }>('SELECT * FROM loads')) {
    model.loads.set(row.hour, { counts: new Map(JSON.parse(row.counts) as [string, number][]), expiresAt: row.expires })
  }
  return model
}

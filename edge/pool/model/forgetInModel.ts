import type { VisitorId } from '../../brands.ts'
import type { SiteModel } from './siteModel.ts'

/** See `Pool.forgetVisitor`. */
export function forgetInModel(model: SiteModel, visitor: VisitorId): void {
  if (model.visitors.delete(visitor)) model.listener?.visitor(visitor)
  for (const pool of model.pools.values()) {
    for (const [number, ring] of pool.rings) {
      const sessions = new Set(ring.holders.flatMap((holder) => (holder.visitor === visitor ? [holder.session] : [])))
      const live = ring.live.filter((entry) => entry.visitor !== visitor && !sessions.has(entry.session))
      if (sessions.size === 0 && live.length === ring.live.length) continue
      ring.holders = ring.holders.filter((holder) => holder.visitor !== visitor)
      ring.live = live
      model.listener?.number(pool, number)
    }
  }
}

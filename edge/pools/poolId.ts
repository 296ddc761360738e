import type { RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { PoolRef } from '../pool/pool.port.ts'

const PATTERN = /^(pk_\w+)\.(rou_\w+)\.([A-Z]{2}(?:-[A-Z0-9]{1,8})?)$/

/** A pool's name in addresses: `pk_demo.rou_demo_moscow.RU-MOW`. */
export const poolId = ({ site, route, region }: PoolRef): string => `${site}.${route}.${region}`

/** The pool of such a name, or null. */
export function parsePoolId(id: string): PoolRef | null {
  const [, site, route, region] = PATTERN.exec(id) ?? []
  return site && route && region ? { site: site as SiteKey, route: route as RouteId, region: region as RegionCode } : null
}

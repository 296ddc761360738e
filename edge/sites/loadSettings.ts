import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers, routes, sites, targets } from '../db/schema.ts'
import { DEFAULT_OPTIONS } from './defaultOptions.ts'
import type { SiteSettings } from './siteSettings.ts'

/** The settings as Postgres, the source of truth, has them; null if there is no such site. */
export async function loadSettings(db: Database, key: SiteKey): Promise<SiteSettings | null> {
  const [site] = await db.select().from(sites).where(eq(sites.key, key))
  if (!site) return null
  const [siteRoutes, siteTargets, pools] = await db.batch([
    db.select().from(routes).where(eq(routes.siteId, site.id)),
    db.select().from(targets).where(eq(targets.siteId, site.id)).orderBy(targets.createdAt, targets.id),
    db
      .selectDistinct({ route: numbers.routeId, region: numbers.region })
      .from(numbers)
      .where(
        and(
          eq(numbers.site, key),
          isNotNull(numbers.routeId),
          isNull(numbers.source),
          inArray(numbers.state, ['stock', 'active', 'draining']),
        ),
      ),
  ])
  const available: Record<RouteId, RegionCode[]> = {}
  for (const { route, region } of pools) if (route) (available[route] ??= []).push(region)
  const options = { ...DEFAULT_OPTIONS, ...site.options }
  return {
    ...options,
    regions: { ...options.regions, available },
    site: site.key,
    id: site.id,
    account: site.accountId,
    version: site.version,
    enabled: site.enabled,
    secret: site.secret,
    targets: siteTargets.map((target) => ({
      e164: target.e164,
      slot: target.slot,
      route: target.routeId,
      ...(target.text !== null && { text: target.text }),
      ...(target.format !== null && { format: target.format }),
    })),
    forwards: siteRoutes.filter((route) => route.forward).map((route) => ({ e164: route.destination, route: route.id })),
  }
}

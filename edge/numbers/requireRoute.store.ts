import { and, eq } from 'drizzle-orm'
import type { AccountId, RouteId, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { routes, sites } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'

/** Refuses sites and routes that are not the account's. */
export async function requireRoute(
  db: Database,
  { account, site, route }: { account: AccountId; site: SiteKey; route: RouteId },
): Promise<void> {
  const [row] = await db
    .select({ id: routes.id })
    .from(routes)
    .innerJoin(sites, eq(sites.id, routes.siteId))
    .where(and(eq(routes.id, route), eq(sites.key, site), eq(sites.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such site with such a route')
}

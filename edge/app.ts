import { Hono } from 'hono'
import { accuracyRoutes } from './accuracy/accuracy.routes.ts'
import { hooksRoutes } from './calls/hooks.routes.ts'
import { callsRoutes } from './calls/calls.routes.ts'
import { connectionsRoutes } from './calls/connections.routes.ts'
import { limitsRoutes } from './calls/limits.routes.ts'
import { mangoRoutes } from './calls/mango.routes.ts'
import { consoleRoutes } from './console/console.routes.tsx'
import { RotaryError } from './errors.ts'
import { answerError } from './http/errorBody.ts'
import type { Principal } from './http/bearer.ts'
import { hotPath } from './http/hotPath.ts'
import { healthRoutes } from './http/health.routes.ts'
import { openapiRoutes } from './http/openapi/openapi.routes.ts'
import { requestId } from './http/requestId.ts'
import { keysRoutes } from './keys/keys.routes.ts'
import { deadLettersRoutes } from './jobs/deadLetters.routes.ts'
import { ampRoutes } from './leases/amp.routes.ts'
import { leasesRoutes } from './leases/leases.routes.ts'
import { liveRoutes } from './live/live.routes.ts'
import { numbersRoutes } from './numbers/numbers.routes.ts'
import { poolsRoutes } from './pools/pools.routes.ts'
import { previewPagesRoutes } from './preview/previewPages.routes.ts'
import { previewsRoutes } from './preview/previews.routes.ts'
import { regionsRoutes } from './regions/regions.routes.ts'
import type { Services } from './services.ts'
import { sessionsRoutes } from './sessions/sessions.routes.ts'
import { scriptsRoutes } from './sites/scripts.routes.ts'
import { sitesRoutes } from './sites/sites.routes.ts'
import { targetsRoutes } from './sites/targets.routes.ts'
import { versionedRoutes } from './sites/versioned.routes.ts'
import { widgetRoutes } from './sites/widget.routes.ts'
import { callersRoutes } from './visitors/callers.routes.ts'
import { visitorsRoutes } from './visitors/visitors.routes.ts'
import { deliveriesRoutes } from './webhooks/deliveries.routes.ts'
import { webhooksRoutes } from './webhooks/webhooks.routes.ts'

export interface AppEnv {
  Variables: {
    services: Services
    requestId: string
    /** Set behind `bearer` and `signedIn`. */
    principal: Principal
    /** Set in the console: what its Content-Security-Policy allows. */
    nonce: string
  }
}

/** All routes over one set of services; no route builds anything of its own. */
export function createApp(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('services', services)
    await next()
  })
  app.use(requestId)
  app.use(async (c, next) => {
    // No id, key or cursor of ours has a NUL in it, and Postgres refuses to be asked for one.
    if (c.req.url.includes('%00')) throw new RotaryError('not_found', 'There is nothing at this address')
    await next()
  })
  app.onError(answerError)
  app.notFound((c) => answerError(new RotaryError('not_found', 'There is nothing at this address'), c))
  app.route('/', versionedRoutes)
  app.route('/', widgetRoutes)
  app.route('/', scriptsRoutes)
  app.route('/', ampRoutes)
  app.route('/', leasesRoutes)
  app.route('/', previewPagesRoutes)
  app.route('/v1/hooks', hooksRoutes)
  app.route('/v1/calls', callsRoutes)
  app.route('/v1/accuracy', accuracyRoutes)
  app.route('/v1/sessions', sessionsRoutes)
  app.route('/v1/visitors', visitorsRoutes)
  app.route('/v1/callers', callersRoutes)
  app.route('/v1/dead-letters', deadLettersRoutes)
  app.route('/v1/numbers', numbersRoutes)
  app.route('/v1/pools', poolsRoutes)
  app.route('/v1/regions', regionsRoutes)
  app.route('/v1/sites', sitesRoutes)
  app.route('/v1/targets', targetsRoutes)
  app.route('/v1/connections', connectionsRoutes)
  app.route('/v1/limits', limitsRoutes)
  app.route('/v1/keys', keysRoutes)
  app.route('/v1/previews', previewsRoutes)
  app.route('/v1/webhooks', webhooksRoutes)
  app.route('/v1/deliveries', deliveriesRoutes)
  app.route('/console', consoleRoutes)
  app.route('/v1/live', liveRoutes)
  app.route('/v1/compat/mango', mangoRoutes)
  app.route('/', openapiRoutes(app))
  app.route('/', healthRoutes)
  return hotPath(app, services)
}

import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { newId } from '../ids.ts'
import { leasesRoutes } from '../leases/leases.routes.ts'
import type { Services } from '../services.ts'
import { answerError } from './errorBody.ts'

/** Where every visitor's page posts to. */
const HOT = /^[a-z]+:\/\/[^/]+\/v1\/(?:leases|beacons)(?:\?|$)/

/** The visitors' routes alone. Their answers bring their headers with them, for adding one later makes an answer anew. */
function hotApp(services: Services): Hono<AppEnv> {
  const hot = new Hono<AppEnv>()
  hot.use(async (c, next) => {
    c.set('services', services)
    c.set('requestId', newId<string>('req', services.ids))
    await next()
  })
  hot.onError((error, c) => {
    c.header('Access-Control-Allow-Origin', '*')
    return answerError(error, c)
  })
  return hot.route('/', leasesRoutes)
}

/**
 * Sends the visitors' requests to an app that has their routes alone: among all routes Hono must fall back to a router that costs
 * each request several times as much. Both apps answer alike.
 */
export function hotPath(app: Hono<AppEnv>, services: Services): Hono<AppEnv> {
  const whole = app.fetch
  const hot = hotApp(services)
  app.fetch = (request, ...rest) =>
    request.method === 'POST' && HOT.test(request.url) ? hot.fetch(request, ...rest) : whole(request, ...rest)
  return app
}

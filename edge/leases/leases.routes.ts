import { type Context, Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { type BeaconAnswer, BeaconRequestSchema, type LeaseAnswer, LeaseRequestSchema } from '../contract.ts'
import { deferOf } from '../http/defer.ts'
import { readJson } from '../http/readJson.ts'
import { answerBeacon } from './answerBeacon.ts'
import { answerLease } from './answerLease.ts'
import { factsOf } from './factsOf.ts'

const LEASE_BYTES = 16 * 1024
/** What browsers let `sendBeacon` carry. */
const BEACON_BYTES = 64 * 1024

/** Any page may read it: no credentials are ever involved, and whose page it is the site's settings say. */
const answerOf = (c: Context<AppEnv>, answer: LeaseAnswer | BeaconAnswer) =>
  new Response(JSON.stringify(answer), {
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      'X-Request-Id': c.get('requestId'),
    },
  })

/** `POST /v1/leases` and `POST /v1/beacons`: see `contract.ts`. */
export const leasesRoutes = new Hono<AppEnv>()

leasesRoutes.post('/v1/leases', async (c) => {
  const request = await readJson(c, { schema: LeaseRequestSchema, maxBytes: LEASE_BYTES })
  return answerOf(c, await answerLease(c.get('services'), { request, facts: factsOf(c), defer: deferOf(c) }))
})
leasesRoutes.post('/v1/beacons', async (c) => {
  const request = await readJson(c, { schema: BeaconRequestSchema, maxBytes: BEACON_BYTES })
  return answerOf(c, await answerBeacon(c.get('services'), { request, defer: deferOf(c) }))
})

import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { BeaconRequestSchema, LeaseRequestSchema } from '../contract.ts'
import { deferOf } from '../http/defer.ts'
import { publicCors } from '../http/publicCors.ts'
import { readJson } from '../http/readJson.ts'
import { answerBeacon } from './answerBeacon.ts'
import { answerLease } from './answerLease.ts'
import { factsOf } from './factsOf.ts'

const LEASE_BYTES = 16 * 1024
/** What browsers let `sendBeacon` carry. */
const BEACON_BYTES = 64 * 1024

/** `POST /v1/leases` and `POST /v1/beacons`: see `contract.ts`. */
export const leasesRoutes = new Hono<AppEnv>()

leasesRoutes.use('/v1/leases', publicCors)
leasesRoutes.use('/v1/beacons', publicCors)
leasesRoutes.post('/v1/leases', async (c) => {
  const request = await readJson(c, { schema: LeaseRequestSchema, maxBytes: LEASE_BYTES })
  return c.json(await answerLease(c.var.services, { request, facts: factsOf(c), defer: deferOf(c) }), 200, { 'Cache-Control': 'no-store' })
})
leasesRoutes.post('/v1/beacons', async (c) => {
  const request = await readJson(c, { schema: BeaconRequestSchema, maxBytes: BEACON_BYTES })
  return c.json(await answerBeacon(c.var.services, { request, defer: deferOf(c) }), 200, { 'Cache-Control': 'no-store' })
})

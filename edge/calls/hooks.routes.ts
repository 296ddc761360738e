import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { SECOND } from '../clock.ts'
import { deferOf } from '../http/defer.ts'
import type { Services } from '../services.ts'
import { callLedger } from './callLedger.store.ts'
import { readConnection, rememberConnections } from './connections.store.ts'
import { type MasterKeys, importMasterKeys } from './credentials.ts'
import { adapters } from './providers/adapters.ts'
import { readHook } from './readHook.ts'
import type { CallPorts } from './calls.port.ts'
import { takeCall } from './takeCall.ts'

/** ms that a store may take while a caller waits. */
const PATIENCE = 2.5 * SECOND

/** Opened connections live across requests, so that a call needs no SQL: once per set of services, that is per isolate. */
const portsOf = new WeakMap<Services, Omit<CallPorts, 'ring'>>()

function openPorts(services: Services): Omit<CallPorts, 'ring'> {
  const { db, hot, ids, clock, config } = services
  let keys: Promise<MasterKeys> | null = null
  const ports = {
    adapters,
    findConnection: rememberConnections(
      async (id) => readConnection(db, { id, keys: await (keys ??= importMasterKeys(config.masterKey)) }),
      clock,
    ),
    numbers: hot.numbers,
    pool: hot.pool,
    ledger: callLedger(db, ids),
    patience: PATIENCE,
  }
  portsOf.set(services, ports)
  return ports
}

/** Webhooks of telephony providers: `/v1/hooks/<connection>/…`, verified by the provider's own signature. */
export const hooksRoutes = new Hono<AppEnv>().all('/:connection/*', async (c) => {
  const { services } = c.var
  const ports = portsOf.get(services) ?? openPorts(services)
  const connectionId = c.req.param('connection')
  const now = services.clock()
  const prefix = `/v1/hooks/${connectionId}`
  const { pathname } = new URL(c.req.url)
  const request = await readHook(c.req.raw, {
    base: `${services.config.publicUrl}${prefix}`,
    rest: pathname.slice(pathname.indexOf(prefix) + prefix.length),
    now,
  })
  const defer = deferOf(c)
  return takeCall({ connectionId, request, ports: { ...ports, ring: (site) => defer(services.ring(site)) }, now })
})

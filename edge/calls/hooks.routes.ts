import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { SECOND } from '../clock.ts'
import { deferOf } from '../http/defer.ts'
import type { Services } from '../services.ts'
import { callLedger } from './callLedger.store.ts'
import { connectionReader } from './connectionReader.ts'
import { adapters } from './providers/adapters.ts'
import { readHook } from './readHook.ts'
import { rememberConnections } from './rememberConnections.ts'
import { rememberNumbers } from './rememberNumbers.ts'
import { rememberUnlimited } from './rememberUnlimited.ts'
import type { CallPorts } from './calls.port.ts'
import { takeCall } from './takeCall.ts'
import type { SiteKey } from '../brands.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { consumeAtOnce } from './consumeAtOnce.ts'
import type { CallEntry } from './consumeCalls.ts'

/** ms that a store may take while a caller waits. */
const PATIENCE = 2.5 * SECOND

type LastingPorts = Omit<CallPorts, 'findConnection' | 'ring' | 'written' | 'stored'> & {
  findConnection: ReturnType<typeof rememberConnections>
}

/** Opened connections live across requests, so that a call needs no SQL: once per set of services, that is per isolate. */
const portsOf = new WeakMap<Services, LastingPorts>()

function openPorts(services: Services): LastingPorts {
  const { db, hot, clock, config } = services
  const ports = {
    adapters,
    findConnection: rememberConnections(
      connectionReader({ db, copies: hot.connections, masterKey: config.masterKey, patience: PATIENCE }),
      clock,
    ),
    numbers: rememberNumbers(() => hot.numbers, clock),
    pool: hot.pool,
    meter: hot.meter,
    unlimited: rememberUnlimited(clock),
    ledger: callLedger(services),
    patience: PATIENCE,
  }
  portsOf.set(services, ports)
  return ports
}

/** A turn later: a caller waits for the answer, nobody for what is stored of it. */
const answered = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

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
  const after = {
    findConnection: (id: string) => ports.findConnection(id, defer),
    ring: (site: SiteKey) => defer(services.ring(site)),
    written: (entry: CallEntry) => defer(answered().then(() => consumeAtOnce(services, entry))),
    stored: () => defer(tellWorld(services)),
  }
  return takeCall({ connectionId, request, ports: { ...ports, ...after }, now })
})

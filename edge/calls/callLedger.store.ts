import { and, eq, inArray } from 'drizzle-orm'
import type { Services } from '../services.ts'
import { numbers } from '../numbers/numbers.table.ts'
import { sessions } from '../sessions/sessions.table.ts'
import { routes } from '../sites/sites.table.ts'
import { calls } from './calls.table.ts'
import { recordCallEvents } from './calls.store.ts'
import type { CallLedger } from './calls.port.ts'
import { raiseCallEvents } from './raiseCallEvents.ts'

/** Postgres as a call needs it while the hot state does not answer. */
export function callLedger(services: Pick<Services, 'db' | 'clock' | 'ids'>): CallLedger {
  const { db, ids } = services
  return {
    findNumber: async (number) => {
      const [row] = await db
        .select({ number: numbers, destination: routes.destination })
        .from(numbers)
        .innerJoin(routes, eq(routes.id, numbers.routeId))
        .where(and(eq(numbers.number, number), inArray(numbers.state, ['stock', 'active', 'draining', 'stored'])))
      if (!row?.number.accountId || !row.number.site || !row.number.routeId) return null
      const { accountId: account, site, routeId: route, region, connectionId: connection, state, source } = row.number
      return {
        number,
        account,
        site,
        route,
        region,
        connection,
        destination: row.destination,
        state: state as 'stock' | 'active' | 'draining' | 'stored',
        ...(source && { source }),
      }
    },
    store: async (deliveries) => {
      const recorded = await recordCallEvents(db, deliveries, ids)
      await raiseCallEvents(services, { recorded, deliveries })
    },
    findSource: async ({ connection, externalId }) => {
      const [row] = await db
        .select({ fixed: calls.source, source: sessions.source })
        .from(calls)
        .leftJoin(sessions, eq(sessions.id, calls.session))
        .where(and(eq(calls.connectionId, connection.id), eq(calls.externalId, externalId)))
      return row?.source ?? row?.fixed ?? null
    },
  }
}

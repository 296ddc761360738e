import type { Clock } from '../clock.ts'
import type { Database } from '../db/client.ts'
import type { HotState } from '../pool/hotState.port.ts'
import { createRegionTable } from '../regions/regionTable.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { createSettingsCache } from '../sites/settingsCache.ts'
import { TEST_MASTER_KEY } from './testSecrets.ts'

interface Engines {
  databaseUrl: string
  db: Database
  hot: HotState
  clock: Clock
}

/**
 * What the composition root puts together, over engines that run already: for tests and benchmarks. Without `others` there are no assets and
 * no queue: whoever needs what waits drains the outbox himself.
 */
export function servicesOver({ databaseUrl, db, hot, clock }: Engines, others: Partial<Services> = {}): Services {
  return {
    config: {
      redis: null,
      databaseUrl,
      tokenKeys: [{ id: 't', secret: 'token secret of the tests' }],
      masterKey: TEST_MASTER_KEY,
      publicUrl: 'http://edge.test',
      embedded: true,
      allowPrivate: [],
      operator: null,
      supplier: null,
    },
    db,
    hot,
    settings: createSettingsCache({ store: hot.settings, fromDatabase: (site) => loadSettings(db, site), clock }),
    regions: createRegionTable({ fetchAsset: async () => null, now: clock }),
    supplier: null,
    clock,
    ids: { now: clock, random: (bytes) => crypto.getRandomValues(bytes) },
    ring: () => null,
    send: async () => {},
    outside: (address, init) => fetch(address, init),
    asset: async () => new Response(null, { status: 404 }),
    ...others,
  }
}

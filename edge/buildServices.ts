import { Redis } from '@upstash/redis/cloudflare'
import { SECOND } from './clock.ts'
import { connect } from './db/client.ts'
import { parseEnv } from './env.ts'
import type { IdSource } from './ids.ts'
import { createDoorbell, type DoorbellMessage } from './jobs/doorbell.ts'
import { chooseSupplier } from './numbers/chooseSupplier.ts'
import { redisHotState } from './pool/redis/redisHotState.ts'
import { assetFetcher } from './regions/assetFetcher.ts'
import { createRegionTable } from './regions/regionTable.ts'
import type { Services } from './services.ts'
import { loadSettings } from './sites/loadSettings.ts'
import { createSettingsCache } from './sites/settingsCache.ts'

/** Bindings of wrangler.toml, and the secrets and addresses that `parseEnv` reads. */
export type Bindings = Env

/** A Redis that hangs must not hold a page: the widget gives up after 1.2 s. */
const REDIS_TIMEOUT = SECOND

/** The composition root of the worker: the only place that knows which adapter stands behind each port. */
export function buildServices(env: Bindings): Services {
  const config = parseEnv(env)
  const clock = () => Date.now()
  const ids: IdSource = { now: clock, random: (bytes) => crypto.getRandomValues(bytes) }
  const db = connect(config.databaseUrl)
  if (!config.redis) throw new Error('UPSTASH_REDIS_REST_URL is missing: say where the hot state lives')
  const redis = new Redis({
    url: config.redis.url,
    token: config.redis.token,
    automaticDeserialization: false,
    retry: false,
    signal: () => AbortSignal.timeout(REDIS_TIMEOUT),
  })
  const hot = redisHotState(redis)
  const send = async (message: DoorbellMessage) => {
    await env.DOORBELL.send(message)
  }
  const asset = (path: string) => env.ASSETS.fetch(new URL(path, 'https://assets.invalid'))
  return {
    config,
    db,
    hot,
    settings: createSettingsCache({ store: hot.settings, fromDatabase: (site) => loadSettings(db, site), clock }),
    regions: createRegionTable({ fetchAsset: assetFetcher(asset), now: clock }),
    supplier: chooseSupplier(config.supplier, { db, fetch: (url, init) => fetch(url, init), clock }),
    clock,
    ids,
    ring: createDoorbell(send, clock),
    send,
    asset,
  }
}

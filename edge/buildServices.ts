import { Redis } from '@upstash/redis/cloudflare'
import { SECOND } from './clock.ts'
import { randomPool } from './crypto/randomPool.ts'
import { connect } from './db/client.ts'
import { parseEnv } from './env.ts'
import type { IdSource } from './ids.ts'
import { createDoorbell } from './jobs/doorbell.ts'
import { chooseSupplier } from './numbers/chooseSupplier.ts'
import { objectHotState } from './pool/object/objectHotState.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from './pool/redis/redisHotState.ts'
import { assetFetcher } from './regions/assetFetcher.ts'
import { createRegionTable } from './regions/regionTable.ts'
import type { Services } from './services.ts'
import { loadSettings } from './sites/loadSettings.ts'
import { createSettingsCache } from './sites/settingsCache.ts'
import { isAllowedPrivate } from './webhooks/checkAddress.ts'

/** Bindings of wrangler.toml, and the secrets and addresses that `parseEnv` reads. */
export type Bindings = Env & {
  /** A way out that reaches public addresses only; there where we run workerd ourselves. Cloudflare's own network has no other. */
  OUTSIDE?: Fetcher
}

/** A Redis that hangs must not hold a page: the widget gives up after 1.2 s. */
const REDIS_TIMEOUT = SECOND

function redisClient({ url, token }: { url: string; token: string }): Redis {
  return new Redis({ url, token, ...REDIS_CLIENT_OPTIONS, signal: () => AbortSignal.timeout(REDIS_TIMEOUT) })
}

/** The composition root of the worker: the only place that knows which adapter stands behind each port. */
export function buildServices(env: Bindings): Services {
  const config = parseEnv(env)
  const clock = () => Date.now()
  const ids: IdSource = { now: clock, random: randomPool((bytes) => crypto.getRandomValues(bytes)) }
  const db = connect(config.databaseUrl)
  const hot = config.redis ? redisHotState(redisClient(config.redis)) : objectHotState(env)
  const send: Services['send'] = async (message, options) => {
    await env.DOORBELL.send(message, options)
  }
  const outside: Services['outside'] = (address, init) =>
    env.OUTSIDE && !isAllowedPrivate(address, config.allowPrivate) ? env.OUTSIDE.fetch(address, init) : fetch(address, init)
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
    outside,
    asset,
  }
}

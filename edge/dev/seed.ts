import { Redis } from '@upstash/redis/cloudflare'
import { sql } from 'drizzle-orm'
import type { AccountId, ConnectionId, E164, RouteId, SiteId, SiteKey } from '../brands.ts'
import { sealCredentials } from '../calls/credentials.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { connect } from '../db/client.ts'
import { accounts, apiKeys, connections, numberMoves, numbers, routes, sites, targets } from '../db/schema.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from '../pool/redis/redisHotState.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import { demoNumbers } from './demoNumbers.ts'

export const DEMO = {
  account: 'acc_demo' as AccountId,
  site: 'sit_demo' as SiteId,
  siteKey: 'pk_demo' as SiteKey,
  adminKey: 'rk_demo_admin',
  connection: 'con_demo' as ConnectionId,
  targets: [
    { e164: '+74951234567' as E164, route: 'rou_demo_moscow' as RouteId },
    { e164: '+12125550100' as E164, route: 'rou_demo_newyork' as RouteId },
  ],
}

/** A whole day of tests and curiosity comes from one address: the demo's limits are not those of a live site. */
const DEMO_LIMITS = { address: 1_000_000, network: 1_000_000, visitor: 1_000_000 }

/** The demo's numbers exist in no network: nobody calls them by mistake, and a call a second after the page opened is the visitor's. */
const DEMO_STRAY_CALLS = 1e-10

export interface SeedEnv {
  databaseUrl: string
  /** Null: the hot state lives in Durable Objects, which the worker fills itself at the first lease. */
  redis: { url: string; token: string } | null
  masterKey: string
  /** Signs the demo connection's webhooks. */
  hookSecret: string
}

/** Puts the demo company into Postgres and the hot state; on a later start it only completes what is missing. */
export async function seed(env: SeedEnv): Promise<void> {
  const db = connect(env.databaseUrl)
  const sealed = await sealCredentials(
    { secret: env.hookSecret },
    { keys: await importMasterKeys(env.masterKey), connection: DEMO.connection },
  )
  const pool = demoNumbers(DEMO.targets.map((target) => target.route)).map((number) => ({
    ...number,
    connectionId: DEMO.connection,
    accountId: DEMO.account,
    site: DEMO.siteKey,
    state: 'active' as const,
  }))
  await db.batch([
    db.insert(accounts).values({ id: DEMO.account, name: 'Demo company' }).onConflictDoNothing(),
    db
      .insert(apiKeys)
      .values({ id: 'key_demo', accountId: DEMO.account, name: 'demo', hash: await sha256Hex(DEMO.adminKey), role: 'admin', demo: true })
      .onConflictDoNothing(),
    db
      .insert(sites)
      .values({
        id: DEMO.site,
        accountId: DEMO.account,
        key: DEMO.siteKey,
        name: 'Demo site',
        secret: env.hookSecret,
        options: { ...DEFAULT_OPTIONS, origins: ['loopback'], demo: true, extras: [], limits: DEMO_LIMITS, strayCalls: DEMO_STRAY_CALLS },
      })
      .onConflictDoNothing(),
    db
      .insert(routes)
      .values(DEMO.targets.map(({ e164, route }) => ({ id: route, siteId: DEMO.site, destination: e164 })))
      .onConflictDoNothing(),
    db
      .insert(targets)
      .values(
        DEMO.targets.map(({ e164, route }, index) => ({ id: `tar_demo_${index}`, siteId: DEMO.site, routeId: route, e164, slot: e164 })),
      )
      .onConflictDoNothing(),
    db
      .insert(connections)
      .values({
        id: DEMO.connection,
        accountId: DEMO.account,
        provider: 'generic',
        name: 'Demo PBX',
        ...sealed,
        settings: {},
        fallback: DEMO.targets[0]!.e164,
      })
      .onConflictDoUpdate({ target: connections.id, set: { ...sealed, version: sql`${connections.version} + 1` } }),
    db.insert(numbers).values(pool).onConflictDoNothing(),
    db
      .insert(numberMoves)
      .values(
        pool.map(({ number, accountId, site, routeId, state }) => ({
          number,
          cause: 'seed',
          accountId,
          to: state,
          site,
          routeId,
          at: new Date(),
        })),
      )
      .onConflictDoNothing(),
  ])
  if (!env.redis) return
  const redis = new Redis({ url: env.redis.url, token: env.redis.token, ...REDIS_CLIENT_OPTIONS })
  await rebuildSite({ db, hot: redisHotState(redis), clock: Date.now }, DEMO.siteKey)
}

import { join } from 'node:path'
import type { PostgresHostOptions, PostgresHostValue } from '../postgres/host.ts'
import { findRedisServer } from '../redis/findRedisServer.ts'
import type { RedisHostOptions, RedisHostValue } from '../redis/host.ts'
import type { LaunchOptions } from './launchOptions.ts'
import type { Secrets } from './secrets.ts'
import { startHost, type Host } from './startHost.ts'

export interface Engines {
  /** Null: the hot state lives in Durable Objects. */
  redis: { url: string; token: string } | null
  databaseUrl: string
}

export interface EngineOptions {
  options: LaunchOptions
  secrets: Secrets
  dataFolder: string
  readonly onStart: (host: Host<unknown>) => void
  readonly onDeath: (name: string, message: string) => void
}

/** Redis and Postgres: the operator's own where the environment names them, else local ones, both at once. */
export async function startEngines({ options, secrets, dataFolder, onStart, onDeath }: EngineOptions): Promise<Engines> {
  const binary = options.withoutRedis ? null : findRedisServer()

  async function start<Value>(name: string, module: string, hostOptions: object): Promise<Value> {
    const host = await startHost<Value>({
      name,
      module: join(import.meta.dirname, module),
      options: hostOptions,
      dataFolder,
      onDeath: (message) => onDeath(name, message),
    })
    onStart(host)
    return host.value
  }
  const redis = async () => {
    if (options.redis !== null) return options.redis
    if (binary === null) return null
    const hostOptions: RedisHostOptions = { binary, dir: join(dataFolder, 'redis'), token: secrets.redisToken }
    const { url } = await start<RedisHostValue>('Redis', '../redis/host.ts', hostOptions)
    return { url, token: secrets.redisToken }
  }
  const postgres = async () => {
    if (options.databaseUrl !== null) return options.databaseUrl
    const hostOptions: PostgresHostOptions = { dir: join(dataFolder, 'postgres'), password: secrets.databasePassword }
    return (await start<PostgresHostValue>('Postgres', '../postgres/host.ts', hostOptions)).databaseUrl
  }
  // Both settle before anything is decided: a host that is still coming up could not be stopped.
  const [redisResult, postgresResult] = await Promise.allSettled([redis(), postgres()])
  if (redisResult.status === 'rejected') throw redisResult.reason
  if (postgresResult.status === 'rejected') throw postgresResult.reason
  return { redis: redisResult.value, databaseUrl: postgresResult.value }
}

import { resolve } from 'node:path'
import { LaunchProblem } from './launchProblem.ts'

export interface LaunchOptions {
  /** Empties the data folder first. */
  readonly fresh: boolean
  /** Rebuilds and reloads on change. */
  readonly watch: boolean
  readonly port: number
  readonly host: string
  /** Only on loopback is there a demo company, whose keys everybody knows. */
  readonly demo: boolean
  /** Address under which others reach the edge, where it is not `http://HOST:PORT`. */
  readonly publicUrl: string | null
  /** A reverse proxy stands before the edge and appends callers' addresses to X-Forwarded-For. */
  readonly behindProxy: boolean
  /** `host:port` pairs parted by commas that webhooks of the demo may reach although they are not public. */
  readonly allowPrivate: string
  readonly data: string
  /** Engines of the operator's own instead of the local ones. */
  readonly redis: { readonly url: string; readonly token: string } | null
  readonly databaseUrl: string | null
  /** Keep the hot state in Durable Objects even where a redis-server is found. */
  readonly withoutRedis: boolean
}

const FLAGS = ['--fresh', '--watch']

/** Reads the command line and the environment; `root` is what relative paths start from. */
export function readLaunchOptions(args: readonly string[], { env, root }: { env: NodeJS.ProcessEnv; root: string }): LaunchOptions {
  const unknown = args.find((arg) => !FLAGS.includes(arg))
  if (unknown !== undefined) throw new LaunchProblem(`Unknown option ${unknown}. There are ${FLAGS.join(' and ')}.`)
  const url = env['UPSTASH_REDIS_REST_URL'] || null
  const token = env['UPSTASH_REDIS_REST_TOKEN'] || null
  if (url !== null && token === null) throw new LaunchProblem('UPSTASH_REDIS_REST_URL is set, UPSTASH_REDIS_REST_TOKEN is not.')
  return {
    fresh: args.includes('--fresh'),
    watch: args.includes('--watch'),
    port: readPort(env['PORT']),
    host: env['HOST'] || '127.0.0.1',
    demo: !env['HOST'],
    publicUrl: env['PUBLIC_URL'] || null,
    behindProxy: env['ROTARY_BEHIND_PROXY'] === '1',
    allowPrivate: env['ROTARY_ALLOW_PRIVATE'] ?? '',
    data: resolve(root, env['ROTARY_DATA'] || '.rotary'),
    redis: url !== null && token !== null ? { url, token } : null,
    databaseUrl: env['DATABASE_URL'] || null,
    withoutRedis: readHotState(env['ROTARY_HOT_STATE']) === 'objects',
  }
}

function readHotState(text = ''): 'redis' | 'objects' {
  if (text === '' || text === 'redis') return 'redis'
  if (text === 'objects') return text
  throw new LaunchProblem(`ROTARY_HOT_STATE must be redis or objects, not "${text}".`)
}

function readPort(text = ''): number {
  if (text === '') return 8787
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new LaunchProblem(`PORT must be a number from 1 to 65535, not "${text}".`)
  return port
}

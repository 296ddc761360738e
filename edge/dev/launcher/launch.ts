import { writeExcerpt } from '../../regions/import/writeExcerpt.ts'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { createDemoSite } from '../demo/demoSite.ts'
import { askPreview } from '../askPreview.ts'
import { createFirstAccount } from '../firstAccount.ts'
import { startLoopbackServer } from '../loopbackServer.ts'
import { DEMO, seed } from '../seed.ts'
import type { WorkerHostOptions } from '../worker/host.ts'
import { buildWidget } from './buildWidget.ts'
import { openDataFolder } from './dataFolder.ts'
import type { LaunchOptions } from './launchOptions.ts'
import { endLeftovers } from './leftovers.ts'
import { nextFreePort, requirePort } from './ports.ts'
import { readSecrets, writePrivately } from './secrets.ts'
import { startEngines } from './startEngines.ts'
import { startHost, type Host } from './startHost.ts'
import { watchWidget } from './watchWidget.ts'

export interface Launch {
  /** The lines that end the start, the last one for programs. */
  readonly lines: string[]
  stop(): Promise<void>
}

export interface LaunchContext {
  /** The folder of the package. */
  readonly root: string
  /** One line of progress for people. */
  readonly tell: (line: string) => void
  /** An engine ended by itself: all is to be stopped. */
  readonly onDeath: (message: string) => void
}

/** Starts everything in order; whatever was started is stopped again when a later step fails. */
export async function launch(options: LaunchOptions, { root, tell, onDeath }: LaunchContext): Promise<Launch> {
  const { host, port, demo, watch } = options
  const stops: (() => unknown)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end()
  }
  const started = (running: Host<unknown>) => void stops.push(() => running.stop())

  try {
    await requirePort(port, host)
    const data = openDataFolder(options.data)
    stops.push(() => data.release())
    const ended = await endLeftovers(data.path)
    if (ended > 0) tell(`Ended ${ended} processes that an earlier start left running`)
    if (options.fresh) data.empty()
    const secrets = readSecrets(data.path)

    tell(options.redis && options.databaseUrl ? 'Using your Redis and Postgres' : 'Starting Redis and Postgres')
    mkdirSync(join(root, 'dist/assets'), { recursive: true })
    const [engines, built] = await settleAll([
      startEngines({
        options,
        secrets,
        dataFolder: data.path,
        onStart: started,
        onDeath: (name, message) => onDeath(`${name}: ${message}`),
      }),
      buildWidget(root),
    ])
    if (engines.redis === null) tell('No redis-server: the hot state lives in Durable Objects')
    if (built) tell('Built the widget')
    if (await writeExcerpt(join(root, 'dist/assets/regions')))
      tell('Put an excerpt of an address table where none was; npm run regions:import brings a whole one')

    // What works on the engines beside the worker, such as pool:rebuild, finds them here.
    writePrivately(join(data.path, 'engines.json'), engines)

    const publicUrl = options.publicUrl ?? `http://${host}:${port}`
    const applied = await migrate(engines.databaseUrl, join(root, 'edge/db/migrations'))
    if (applied > 0) tell(`Applied ${applied} migrations`)
    let adminKey: string | null = null
    if (demo) {
      tell('Preparing the demo company')
      const { databaseUrl, redis } = engines
      await seed({ databaseUrl, redis, masterKey: secrets.masterKey, hookSecret: secrets.hookSecret })
      writePrivately(join(data.path, 'demo.json'), { edge: publicUrl, connection: DEMO.connection, secret: secrets.hookSecret })
    } else {
      adminKey = await createFirstAccount(engines.databaseUrl, {
        now: Date.now,
        random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
      })
    }

    tell('Starting the worker')
    const workerOptions: WorkerHostOptions = {
      root,
      dataFolder: data.path,
      host,
      port,
      watch,
      exposed: !demo,
      behindProxy: options.behindProxy,
      bindings: {
        ...(engines.redis && { UPSTASH_REDIS_REST_URL: engines.redis.url, UPSTASH_REDIS_REST_TOKEN: engines.redis.token }),
        DATABASE_URL: engines.databaseUrl,
        TOKEN_SECRET: secrets.tokenSecret,
        MASTER_KEY: secrets.masterKey,
        PUBLIC_URL: publicUrl,
        ...(demo && { ROTARY_EMBEDDED: '1', ROTARY_OPERATOR: DEMO.account, ROTARY_ALLOW_PRIVATE: options.allowPrivate }),
      },
    }
    const worker = await startHost<null>({
      name: 'The worker',
      module: join(import.meta.dirname, '../worker/host.ts'),
      options: workerOptions,
      dataFolder: data.path,
      onDeath: (message) => onDeath(`The worker: ${message}`),
    })
    started(worker)
    if (watch) {
      const rebuild = () =>
        void buildWidget(root).then(
          (changed) => changed && worker.reload(),
          (error: Error) => tell(error.message),
        )
      stops.push(watchWidget(join(root, 'widget'), rebuild))
    }

    if (!demo)
      return {
        lines: [...adminLines(adminKey), `API      ${publicUrl}`, `Console  ${publicUrl}/console`, '', `ready edge=${publicUrl}`],
        stop,
      }
    const site = await startLoopbackServer(createDemoSite({ folder: join(root, 'examples/static-html'), edge: publicUrl }), {
      port: await nextFreePort(port + 1, host),
    })
    stops.push(() => site.stop())
    const preview = await askPreview(
      { url: `${site.url}/`, site: DEMO.siteKey, hours: 24, canAdd: true },
      { edge: `http://${host}:${port}`, key: DEMO.adminKey, fetch: globalThis.fetch },
    )
    return { lines: demoLines({ site: site.url, edge: publicUrl, preview: preview.url }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function demoLines({ site, edge, preview }: { site: string; edge: string; preview: string }): string[] {
  return [
    '',
    `Demo page  ${site}/`,
    `Preview    ${preview}`,
    `Console    ${edge}/console   (sign in with ${DEMO.adminKey})`,
    `API        ${edge}/v1/calls   (Authorization: Bearer ${DEMO.adminKey})`,
    '',
    'Open the demo page, then call the number it shows:',
    '  npm run call -- <number>',
    '',
    `ready edge=${edge} demo=${site}`,
  ]
}

function adminLines(key: string | null): string[] {
  return key === null ? [''] : ['', `Your admin key, shown this once: ${key}`]
}

/** All at once, but none left running unseen when one of them fails. */
async function settleAll<A, B>([first, second]: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}

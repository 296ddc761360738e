import { join } from 'node:path'
import { convertV4MiniflareOptions, type MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'

export interface WorkerOptions {
  /** The bundled worker. */
  readonly script: string
  readonly configPath: string
  readonly host: string
  readonly port: number
  readonly bindings: Record<string, string>
  /** Durable Objects keep their state in it. */
  readonly dataFolder: string
  readonly onRestart: () => void
}

type WorkerOptionsOfWrangler = { bindings?: Record<string, string>; serviceBindings?: Record<string, string> }

/** What wrangler.toml says of queues, assets and compatibility, for workerd on this machine. */
export function workerOptions({ script, configPath, dataFolder, host, port, bindings, onRestart }: WorkerOptions): MiniflareOptions {
  // The type's own imports are not published with it.
  const configured = unstable_getMiniflareWorkerOptions(configPath).workerOptions as WorkerOptionsOfWrangler
  return convertV4MiniflareOptions({
    ...configured,
    name: 'rotary',
    modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
    modulesRoot: '/',
    bindings: { ...configured.bindings, ...bindings },
    // What leaves the edge by it meets public addresses only, whatever a name resolves to.
    serviceBindings: { ...configured.serviceBindings, OUTSIDE: { network: { allow: ['public'] } } },
    durableObjectsPersist: join(dataFolder, 'objects'),
    host,
    port,
    // Nothing is known of a visitor's place here: by default Miniflare would fetch or invent one.
    cf: {},
    logRequests: false,
    unsafeHandleRuntimeRestart: onRestart,
  })
}

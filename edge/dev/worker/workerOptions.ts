import { convertV4MiniflareOptions, type MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'

export interface WorkerOptions {
  /** The bundled worker. */
  readonly script: string
  readonly configPath: string
  readonly host: string
  readonly port: number
  readonly bindings: Record<string, string>
  onRestart(): void
}

/** What wrangler.toml says of queues, assets and compatibility, for workerd on this machine. */
export function workerOptions({ script, configPath, host, port, bindings, onRestart }: WorkerOptions): MiniflareOptions {
  const { workerOptions: configured } = unstable_getMiniflareWorkerOptions(configPath)
  return convertV4MiniflareOptions({
    ...configured,
    name: 'rotary',
    modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
    modulesRoot: '/',
    bindings: { ...configured.bindings, ...bindings },
    host,
    port,
    // Nothing is known of a visitor's place here: by default Miniflare would fetch or invent one.
    cf: {},
    logRequests: false,
    unsafeHandleRuntimeRestart: onRestart,
  } as Parameters<typeof convertV4MiniflareOptions>[0])
}
